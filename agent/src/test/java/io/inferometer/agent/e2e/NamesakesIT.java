package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Classes and modules of the application that are named like the agent's or its libraries' are its own business. */
@Tag("safety")
class NamesakesIT {

    private static final String FAILING = " { static { if (true) throw new Error(\"the application's\"); } }";

    @TempDir
    static Path directory;

    private static Path classes;
    private static Path library;
    private static Path application;

    @BeforeAll
    static void compile() {
        classes = TestJars.compile(
                directory.resolve("classes"),
                Map.of(
                        "io/inferometer/agent/Agent.java",
                        "package io.inferometer.agent; public class Agent" + FAILING,
                        "io/inferometer/agent/record/Site.java",
                        "package io.inferometer.agent.record; public class Site" + FAILING,
                        "io/inferometer/exporter/api/Window.java",
                        "package io.inferometer.exporter.api; public class Window" + FAILING,
                        "com/fasterxml/jackson/core/JsonFactory.java",
                        "package com.fasterxml.jackson.core; public class JsonFactory" + FAILING,
                        "application/Main.java",
                        """
                        package application;
                        public class Main {
                            public static void main(String[] arguments) throws Exception {
                                for (int i = 0; i < 10; i++) {
                                    System.out.println(score(i));
                                }
                                for (String name : new String[] {"io.inferometer.agent.Agent",
                                        "io.inferometer.agent.record.Site", "io.inferometer.exporter.api.Window",
                                        "com.fasterxml.jackson.core.JsonFactory"}) {
                                    try {
                                        Class.forName(name);
                                    } catch (Error own) {
                                        System.out.println(name + " " + own.getMessage());
                                    }
                                }
                            }
                            static int score(int value) {
                                return value;
                            }
                        }
                        """),
                "--class-path",
                List.of());
        library = TestJars.compile(
                directory.resolve("library"),
                Map.of(
                        "module-info.java",
                        "module com.fasterxml.jackson.core { exports com.fasterxml.jackson.core; }",
                        "com/fasterxml/jackson/core/JsonFactory.java",
                        "package com.fasterxml.jackson.core; public class JsonFactory { public String toString() {"
                                + " return \"the application's\"; } }"),
                "--module-path",
                List.of());
        application = TestJars.compile(
                directory.resolve("application"),
                Map.of(
                        "module-info.java",
                        "module application { requires com.fasterxml.jackson.core; }",
                        "application/Main.java",
                        """
                        package application;
                        public class Main {
                            public static void main(String[] arguments) {
                                for (int i = 0; i < 10; i++) {
                                    System.out.println(score(i) + " " + new com.fasterxml.jackson.core.JsonFactory());
                                }
                            }
                            static int score(int value) {
                                return value;
                            }
                        }
                        """),
                "--module-path",
                List.of(library));
    }

    @EachJdk
    void classesOnTheClassPath(Jdk jdk) {
        Result result = assertSame(jdk, classPath(jdk), classPath(jdk), "application.Main");
        assertThat(result.out())
                .contains("io.inferometer.agent.Agent the application's")
                .contains("com.fasterxml.jackson.core.JsonFactory the application's");
    }

    private static ForkedJvm classPath(Jdk jdk) {
        return ForkedJvm.of(jdk).classPath(classes);
    }

    @EachJdk
    void modulesOnTheModulePath(Jdk jdk) {
        Result result = assertSame(jdk, modulePath(jdk), modulePath(jdk), "-m", "application/application.Main");
        assertThat(result.out()).contains("9 the application's");
    }

    private static ForkedJvm modulePath(Jdk jdk) {
        return ForkedJvm.of(jdk).classPath().flags("--module-path", library + File.pathSeparator + application);
    }

    private static Result assertSame(Jdk jdk, ForkedJvm plain, ForkedJvm measured, String main, String... arguments) {
        Path file = directory.resolve(main + jdk.feature() + ".jsonl");
        Result without = plain.run(main, arguments);
        assertThat(without.exitCode()).as(without.err()).isZero();
        Result with = measured.agentWithExactly(
                        "exporters=file,shutdown.timeout=20s,methods=application.Main#score,file.path=" + file)
                .run(main, arguments);
        assertThat(with.exitCode()).isZero();
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.errLines()).hasSize(1).isEqualTo(with.agentLines());
        assertThat(Exported.toFile(file, "config", "Main")).isEqualTo(new Exported(10, 0, 0));
        return with;
    }
}
