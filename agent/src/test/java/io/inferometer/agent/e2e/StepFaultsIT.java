package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is read back by {@code IterationNumber} is all that was measured: no two windows share a step. */
class StepFaultsIT {

    private static final int CALLS = 3;
    private static final String METRIC = "annotation/scorer/Invocations";

    @TempDir
    private Path directory;

    private Receiver receiver;
    private int calls;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private ForkedJvm jvm(Jdk jdk, String interval) {
        return jvm(jdk, interval, "20s");
    }

    private ForkedJvm jvm(Jdk jdk, String interval, String shutdownTimeout) {
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                                receiver.address(),
                                "exporters=http,sagemaker-metrics",
                                "http.port=0",
                                "host.enabled=false",
                                "shutdown.timeout=" + shutdownTimeout,
                                "spool.directory=" + directory.resolve("spool"))
                        .replace("interval=1s", "interval=" + interval));
    }

    private void score(RunningJvm jvm) {
        int answers = jvm.out().split("scored", -1).length;
        jvm.send("score " + CALLS);
        calls += CALLS;
        jvm.awaitOut("(scored 3 errors \\d\n){" + answers + "}");
    }

    /** Several windows within a second, a last one, and the next JVM at once. */
    @OneJdk
    void windowsOfOneSecond(Jdk jdk) {
        int windows = 0;
        for (int run = 0; run < 2; run++) {
            try (RunningJvm jvm = jvm(jdk, "1h").start(Commands.class)) {
                jvm.metrics();
                try (JmxClient console = JmxClient.attach(jvm.pid())) {
                    console.await("type=Agent", "Enabled", true);
                    for (int window = 0; window < 8; window++) {
                        score(jvm);
                        console.invoke("type=Agent", "flush");
                    }
                }
                score(jvm);
                assertEnds(jvm.finish());
                windows += 9;
            }
        }
        assertReadBack(windows);
    }

    /** JVMs that live shorter than a window, one after the other. */
    @OneJdk
    void shortLives(Jdk jdk) {
        for (int run = 0; run < 4; run++) {
            try (RunningJvm jvm = jvm(jdk, "1h").start(Commands.class)) {
                score(jvm);
                assertEnds(jvm.finish());
            }
        }
        assertReadBack(4);
    }

    /** What one JVM could not deliver, the next does: later than its own windows, under the steps it had. */
    @OneJdk
    void aBacklogAndAClockThatWasSetBack(Jdk jdk) throws IOException {
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        try (RunningJvm jvm = jvm(jdk, "1h", "1s").start(Commands.class)) {
            score(jvm);
            assertEnds(jvm.finish());
        }
        // As an hour ago by the clock that came after.
        Path file = directory.resolve("spool").resolve("last-step");
        long ahead = ByteBuffer.wrap(Files.readAllBytes(file)).getLong() + 3_600;
        Files.write(file, ByteBuffer.allocate(Long.BYTES).putLong(ahead).array());
        receiver.faults();
        try (RunningJvm jvm = jvm(jdk, "1s").start(Commands.class)) {
            jvm.metrics();
            score(jvm);
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (calls() < calls) {
                assertThat(System.nanoTime()).as("the backlog arrives").isLessThan(deadline);
                LockSupport.parkNanos(50_000_000);
            }
            assertEnds(jvm.finish());
        }
        List<Long> steps = List.copyOf(assertReadBack(2).keySet());
        assertThat(steps.get(1)).isGreaterThan(ahead).isLessThan(ahead + 60);
    }

    private List<MetricItem> items() {
        return receiver.received().latestItems().stream()
                .filter(item -> item.metricName().equals(METRIC))
                .toList();
    }

    private double calls() {
        return items().stream().mapToDouble(MetricItem::value).sum();
    }

    private SortedMap<Long, Double> assertReadBack(int windows) {
        SortedMap<Long, Double> values = ReadBack.of(receiver.address(), "trial", METRIC, "Last");
        assertThat(values).as("steps of %s", items()).hasSize(windows);
        assertThat(values.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo((double) calls);
        return values;
    }

    private static void assertEnds(Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
    }
}
