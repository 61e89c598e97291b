package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that run with few of the JDK's modules. */
@Tag("safety")
class RuntimeImageFaultsIT {

    private static final String LEAST = "java.base,java.instrument";

    @TempDir
    Path directory;

    @EachJdk
    void anImageWithoutManagementLacksJmxAlone(Jdk jdk) {
        Path image = directory.resolve("image");
        Result linked = ForkedJvm.of(jdk).runTool("jlink", "--add-modules", LEAST, "--output", image.toString());
        assertThat(linked.exitCode()).as(linked.out() + linked.err()).isZero();
        Jdk small = new Jdk(image, jdk.feature(), "image of " + jdk);
        assertJmxAloneIsMissing(ForkedJvm.of(small));
    }

    /** As in an application that is started as a module and needs no other. */
    @EachJdk
    void aJvmWhoseModulesAreLimitedLacksJmxAlone(Jdk jdk) {
        assertJmxAloneIsMissing(ForkedJvm.of(jdk).flags("--limit-modules", LEAST));
    }

    /** JDK 22 and later have them in {@code java.base}. */
    @EachJdk
    void withoutEllipticCurvesAnExporterToAwsSaysSo(Jdk jdk) {
        Result result = ForkedJvm.of(jdk)
                .flags("--limit-modules", LEAST + ",java.management,jdk.management")
                .agentWithExactly("exporters=cloudwatch,aws.region=eu-west-1,shutdown.timeout=1s,spool.directory="
                        + directory.resolve("spool"))
                .environment("AWS_ACCESS_KEY_ID", "AKID")
                .environment("AWS_SECRET_ACCESS_KEY", "secret")
                .environment("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
                .run(Service.class);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines())
                .filteredOn(line -> line.contains("jdk.crypto.ec"))
                .as(result.err())
                .hasSize(jdk.feature() < 22 ? 1 : 0)
                .allMatch(line ->
                        line.contains(" WARN no TLS with elliptic curves, which AWS asks for: this JVM runs without"
                                + " the module jdk.crypto.ec: add it with --add-modules jdk.crypto.ec"));
    }

    private static void assertJmxAloneIsMissing(ForkedJvm fork) {
        try (RunningJvm jvm = fork.agent("methods=" + Service.class.getPackageName() + ".Scorer#configured@configured")
                .start(Service.class)) {
            Metrics metrics = jvm.metrics();
            jvm.awaitErr("WARN no JMX");
            jvm.send("10");
            jvm.awaitOut("^called 10 20$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", 11L, "configured", 11L));
            awaitHostMetrics(metrics);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).as(result.err()).hasSize(2);
            assertThat(result.errLines().get(0)).contains(" INFO ").contains("; dashboard http://");
            assertThat(result.errLines().get(1))
                    .endsWith(
                            " WARN no JMX, and no metrics of heap, collectors and process CPU: this JVM runs without the module"
                                    + " java.management: add it with --add-modules java.management, of jlink for a runtime image, else"
                                    + " of java");
        }
    }

    private static void awaitHostMetrics(Metrics metrics) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline
                && metrics.samples().keySet().stream().noneMatch(name -> name.startsWith("inferometer_host_memory"))) {
            Thread.onSpinWait();
        }
        List<String> names = List.copyOf(metrics.samples().keySet());
        assertThat(names).anyMatch(name -> name.startsWith("inferometer_host_memory"));
        assertThat(names).anyMatch(name -> name.startsWith("inferometer_process_memory"));
    }
}
