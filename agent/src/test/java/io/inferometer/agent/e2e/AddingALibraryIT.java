package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.library.LibraryIndex;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/adding-a-library.md}, done as it is written. */
class AddingALibraryIT {

    private static final Path PAGE = Path.of("..", "docs", "adding-a-library.md");

    private static final Map<String, String> ACME = Map.of(
            "com/acme/Scorer.java",
            """
            package com.acme;
            public class Scorer {
                public static Scorer open(String path) {
                    return new Scorer();
                }
                public Integer score(java.util.List<String> rows) {
                    return score(rows, 1);
                }
                public Integer score(java.util.List<String> rows, int times) {
                    return rows.size() * times;
                }
                public void close() {}
            }
            """,
            "com/acme/Query.java",
            "package com.acme; public class Query {}",
            "com/acme/Ranker.java",
            """
            package com.acme;
            public abstract class Ranker {
                public static final class Answer {
                    private final int tokens;
                    public Answer(int tokens) {
                        this.tokens = tokens;
                    }
                }
                public abstract String getName();
                public abstract Answer rank(Query query);
            }
            """,
            "com/acme/Buffer.java",
            """
            package com.acme;
            public class Buffer implements AutoCloseable {
                private boolean closed;
                public Buffer() {
                    this(1);
                }
                public Buffer(int size) {
                    if (size < 1) {
                        throw new IllegalArgumentException();
                    }
                    for (int i = 0; i < size; i++) {
                        if (i > 3) {
                            return;
                        }
                    }
                }
                @Override
                public void close() {
                    closed = true;
                }
            }
            """);

    @TempDir
    Path directory;

    private static String example(String language) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "```" + language + "\n";
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf("```", from));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("acme.properties"), text);
    }

    private List<Path> classPath() {
        Path library = TestJars.compile(directory.resolve("library"), ACME, "--class-path", List.of());
        return LibraryRun.classPath(directory.resolve("classes"), "AcmeCalls", List.of(library));
    }

    private static ForkedJvm jvm(Jdk jdk, List<Path> classPath) {
        return ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
    }

    @EachJdk
    void aPropertiesFileDeclaresAll(Jdk jdk) throws IOException {
        ForkedJvm jvm = jvm(jdk, classPath())
                .agent(
                        "library.files=" + file(example("properties")).getParent(),
                        "annotations=application.AcmeCalls$Timed@value");
        try (var running = LibraryRun.start(jvm, "AcmeCalls")) {
            Map<String, Double> samples = LibraryRun.assertExact(running);
            assertThat(LibraryRun.openHandles(samples, "acme", "buffer")).isEqualTo(1);
            assertThat(samples)
                    .containsEntry(
                            "inferometer_tokens_total{model=\"nearest\",version=\"\",library=\"acme\",direction=\"input\"}",
                            70.0)
                    .containsEntry("inferometer_library_enabled{library=\"acme\"}", 1.0);
        }
    }

    @OneJdk
    void aMethodThatIsNotThereTurnsThatLibraryOff(Jdk jdk) throws IOException {
        String wrong = example("properties").replace("#score(...)", "#scores(...)");
        ForkedJvm jvm = jvm(jdk, classPath()).agent("library.files=" + file(wrong));
        try (var running = LibraryRun.start(jvm, "AcmeCalls")) {
            running.awaitOut("^all booked$");
            assertThat(running.metrics().samples()).containsEntry("inferometer_library_enabled{library=\"acme\"}", 0.0);
            running.awaitErr("the library acme is not measured: com.acme.Scorer has no method scores");
            assertThat(running.finish().exitCode()).isZero();
        }
    }

    @OneJdk
    void whatIsWrongInAFileIsALineAndTheRestHolds(Jdk jdk) throws IOException {
        String wrong = example("properties")
                .replace("closes.buffer=com.acme.Buffer#close@closed=this.closed", "closes.buffer=close");
        ForkedJvm jvm = jvm(jdk, classPath()).agent("library.files=" + file(wrong));
        try (var running = LibraryRun.start(jvm, "AcmeCalls")) {
            running.awaitOut("^all booked$");
            assertThat(running.metrics().samples()).containsEntry("inferometer_library_enabled{library=\"acme\"}", 1.0);
            assertThat(running.finish().err())
                    .containsOnlyOnce("closes.buffer=close in ")
                    .contains("acme.properties is left out: expected closes.<kind> and class#method");
        }
    }

    @Test
    void aDeclarationInJavaIsFoundByTheBuild() throws Exception {
        Path built = directory.resolve("built");
        copy(Path.of("target/classes/io/inferometer/agent/library"), built.resolve("io/inferometer/agent/library"));
        copy(Path.of("target/classes/io/inferometer/agent/reader"), built.resolve("io/inferometer/agent/reader"));
        copy(Path.of("target/classes/io/inferometer/agent/record"), built.resolve("io/inferometer/agent/record"));
        Map<String, String> sources = new HashMap<>();
        sources.put("io/inferometer/agent/library/Acme.java", example("java"));
        TestJars.compile(built, sources, "--class-path", List.of(built));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {built.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> writer = loader.loadClass("io.inferometer.agent.library.LibraryIndexWriter");
            Method main = writer.getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[] {built.toString()});
        }
        String index = Files.readString(built.resolve("io/inferometer/agent/library/libraries.index"));
        assertThat(index).contains("acme Acme\nN com.acme.Scorer\n");
        assertThat(LibraryIndex.names()).doesNotContain("acme");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
