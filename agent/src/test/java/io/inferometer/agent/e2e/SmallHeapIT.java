package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sagemaker.MetricSummary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three exporters and a spool with windows of a thousand models get by with a heap of 32 MiB, an outage and the drain included.
 * On OpenJDK 17 and 25 a heap of 26 MiB was enough, and one of 24 was not.
 */
class SmallHeapIT {

    private static final int MODELS = 1_000;

    /** Without a backend. */
    private static final int OUTAGE = Proofs.size(3, 60);

    private static final int WINDOWS = OUTAGE + BacklogProgram.LIVE;

    @TempDir
    Path directory;

    @OneJdk
    void aThousandModelsFitIntoIt(Jdk jdk) throws IOException {
        long start = System.currentTimeMillis() - Duration.ofMinutes(30).toMillis();
        try (Receiver receiver = Receiver.start(
                ReceiverOptions.defaults().withFaults(List.of(Fault.error(503, "ServiceUnavailable"))))) {
            ForkedJvm program = AwsSettings.signed(ForkedJvm.of(jdk))
                    .flags("-Xmx32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                    .classPath(testClassPath())
                    .directory(Path.of("").toAbsolutePath())
                    .timeout(Duration.ofSeconds(180 + 20L * WINDOWS));
            try (RunningJvm jvm = program.start(
                    BacklogProgram.class,
                    receiver.address().toString(),
                    directory.resolve("spool").toString(),
                    Long.toString(start),
                    Integer.toString(MODELS),
                    Integer.toString(OUTAGE),
                    "sagemaker-metrics",
                    "cloudwatch",
                    "cloudwatch-logs")) {
                jvm.awaitOut("spooled");
                assertThat(receiver.received().metrics()).isEmpty();
                receiver.faults();
                jvm.awaitOut("delivered");
                Result result = jvm.finish();
                assertThat(result.exitCode()).as(result.err()).isZero();
                assertThat(result.err()).doesNotContain("OutOfMemoryError", "Exception in thread");
            }
            assertDelivered(receiver.received(), BacklogProgram.windows(start, MODELS));
        }
        assertThat(directory.resolve("spool").toFile().list()).containsExactly("last-step");
    }

    private static Path[] testClassPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
    }

    private static void assertDelivered(Received received, ManyModels models) {
        ReceivedData logged = received.logs().metrics();
        assertThat(received.repeatedItems()).isZero();
        assertThat(received.metricData().repeats()).isZero();
        assertThat(received.logs().repeats()).isZero();
        assertThat(received.logs().latestBreaches()).isEmpty();
        models.calls(WINDOWS).forEach((name, calls) -> {
            MetricSummary summary = received.metrics().get(name + "/Invocations");
            assertThat(summary.count()).as("items of %s, each once", name).isEqualTo(WINDOWS);
            assertThat(Math.round(summary.sum())).as(name).isEqualTo(calls);
            assertThat(calls(received.metricData(), name)).as(name).isEqualTo(calls);
            assertThat(calls(logged, name)).as(name).isEqualTo(calls);
        });
    }

    private static long calls(ReceivedData data, String model) {
        return Math.round(data.sum(
                "Inferometer",
                "Invocations",
                Map.of("EndpointName", "endpoint", "VariantName", "variant", "ModelName", model)));
    }
}
