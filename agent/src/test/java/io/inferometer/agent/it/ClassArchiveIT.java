package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Service;
import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive of classes that is recorded with the agent holds the application's classes, and serves a measured JVM. */
class ClassArchiveIT {

    private static final String SAID = "inferometer INFO this JVM records an archive of its classes";

    @TempDir
    private Path directory;

    private Path application;

    /** Archives hold classes from jars alone. */
    @BeforeEach
    void pack() throws IOException {
        application = directory.resolve("application.jar");
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        try (OutputStream file = Files.newOutputStream(application);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> own = Files.list(classes.resolve("io/inferometer/agent/it/app"))) {
            // With what they are annotated with an AOT cache holds them linked, and the JVM loads them before any
            // agent.
            jar.putNextEntry(new JarEntry("io/inferometer/annotation/Inference.class"));
            try (InputStream annotation = Inference.class.getResourceAsStream("Inference.class")) {
                annotation.transferTo(jar);
            }
            for (Path each : (Iterable<Path>) own::iterator) {
                if (Files.isRegularFile(each)) {
                    jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                    jar.write(Files.readAllBytes(each));
                }
            }
        }
    }

    private ForkedJvm jvm(Jdk jdk, String... flags) {
        return ForkedJvm.of(jdk).agent().classPath(application).flags(flags);
    }

    @EachJdk
    void anAotCacheIsRecordedUnchangedAndServesAMeasuredJvm(Jdk jdk) {
        assumeTrue(jdk.feature() >= 25, "JEP 514: -XX:AOTCacheOutput");
        Path cache = directory.resolve("application.aot");

        Result recording =
                jvm(jdk, "-XX:AOTCacheOutput=" + cache).start(Service.class).finish();

        assertThat(recording.exitCode()).as(recording.err()).isZero();
        assertThat(cache).isNotEmptyFile();
        assertLeftAlone(recording);
        assertServes(jdk, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    /** Without flags that the JDK has no linked classes with: it loads those before any agent. */
    @EachJdk
    void whatAnAotCacheHoldsLinkedIsMeasuredFromTheFirstCallOn(Jdk jdk) {
        assumeTrue(jdk.feature() >= 25, "JEP 514: -XX:AOTCacheOutput");
        Path windows = directory.resolve("windows");
        Path cache = directory.resolve("linked.aot");
        String agent = "-javaagent:" + ForkedJvm.AGENT + "=exporters=file,file.path=" + windows;
        String main = Service.class.getName();
        ForkedJvm fork = ForkedJvm.of(jdk);

        Result recording =
                fork.runTool("java", agent, "-XX:AOTCacheOutput=" + cache, "-cp", application.toString(), main);
        Result measured = fork.runTool(
                "java", agent, "-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-cp", application.toString(), main);

        assertLeftAlone(recording);
        assertThat(measured.exitCode()).as(measured.err()).isZero();
        assertThat(windows).content().contains("\"annotated\"", "\"recorded\":1");
    }

    @OneJdk
    void aDynamicArchiveIsRecordedUnchanged(Jdk jdk) {
        Path archive = directory.resolve("application.jsa");
        Result recording = jvm(
                        jdk,
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+AllowArchivingWithJavaAgent",
                        "-XX:ArchiveClassesAtExit=" + archive)
                .start(Service.class)
                .finish();

        assertThat(recording.exitCode()).as(recording.err()).isZero();
        assertThat(archive).isNotEmptyFile();
        assertLeftAlone(recording);
    }

    /** As the JDK recommends it: it allows no agent while a dynamic archive is recorded. */
    @OneJdk
    void aDynamicArchiveThatWasRecordedWithoutTheAgentServesAMeasuredJvm(Jdk jdk) {
        Path archive = directory.resolve("application.jsa");
        Result recording = ForkedJvm.of(jdk)
                .classPath(application)
                .flags("-XX:ArchiveClassesAtExit=" + archive)
                .start(Service.class)
                .finish();

        assertThat(recording.exitCode()).as(recording.err()).isZero();
        assertServes(jdk, "-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    private static void assertLeftAlone(Result recording) {
        assertThat(recording.err()).contains(SAID).doesNotContain("dashboard");
        assertThat(recording.err().split(SAID, -1)).hasSize(2);
    }

    private void assertServes(Jdk jdk, String... flags) {
        Path loads = directory.resolve("loads.log");
        try (RunningJvm measured =
                jvm(jdk, flags).flags(ClassLoadLog.flag(loads)).start(Service.class)) {
            measured.awaitOut("called 1 ");
            assertThat(measured.metrics().calls()).isEqualTo(1);
            assertThat(measured.finish().agentLines()).hasSize(1);
        }
        assertThat(loads)
                .content()
                .containsPattern(Service.class.getName().replace(".", "\\.") + "\\S* source: shared objects file");
    }
}
