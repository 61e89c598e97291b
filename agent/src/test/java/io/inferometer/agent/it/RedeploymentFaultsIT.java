package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Redeployments;
import io.inferometer.annotation.Inference;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Applications that were undeployed and threads that have ended leave their counts behind and nothing else, without a further call. */
@Tag("safety")
class RedeploymentFaultsIT {

    private static final String RECORD = "io.inferometer.agent.record.";
    private static final int REDEPLOYMENTS = 500;
    private static final int THREADS = 5_000;
    private static final int HELD = 500;

    /** The threads of the program that called, and the JVM's. */
    private static final int LIVE_THREADS = 16;

    /** The chunks in the exchange, and what the JDK itself keeps: 5,000 threads that stayed would hold 155 MiB. */
    private static final long SLACK = 8 << 20;

    /** As long as the aggregator takes to see that nothing comes any more. */
    private static final long TO_REST_MILLIS = 12_000;

    @TempDir
    static Path directory;

    private static ForkedJvm server(Jdk jdk) {
        return ForkedJvm.of(jdk)
                .classPath(Path.of("target/test-classes"), Jars.folder(directory, Inference.class))
                .agent("timing.half=1/2", "timing.adaptive=adaptive")
                .flags("-Xmx128m", "-XX:+UseSerialGC");
    }

    private static void send(RunningJvm jvm, String line) {
        int before = jvm.out().length();
        jvm.send(line);
        // Each line is sent once but "alive", whose answer is read by the caller.
        jvm.awaitOut("^done " + line + "$");
        assertThat(jvm.out().length()).isGreaterThan(before);
    }

    private static void assertNoneAlive(RunningJvm jvm, int time) {
        jvm.send("alive");
        Matcher answer =
                jvm.awaitOut("(?:alive \\d+ after[\\s\\S]*){" + (time - 1) + "}^alive (\\d+) after (\\d+) ms$");
        assertThat(answer.group(1))
                .as("loaders alive after %s ms", answer.group(2))
                .isEqualTo("0");
    }

    @EachJdk
    void redeploymentsAndEndedThreadsLeaveNoLoaderAndNoGrowth(Jdk jdk) {
        try (RunningJvm jvm = server(jdk).start(Redeployments.class)) {
            Metrics metrics = jvm.metrics();
            send(jvm, "deploy " + REDEPLOYMENTS);
            send(jvm, "threads " + THREADS);
            assertNoneAlive(jvm, 1);
            long before = assertSmall(ClassHistogram.of(jdk, jvm));
            send(jvm, "deploy 0" + REDEPLOYMENTS);
            send(jvm, "threads 0" + THREADS);
            assertNoneAlive(jvm, 2);
            long after = assertSmall(ClassHistogram.of(jdk, jvm));
            assertThat(after - before).as("growth in bytes").isLessThan(SLACK);

            long kinds = jdk.hasVirtualThreads() ? 2 : 1;
            long calls = 1 + kinds * 2 * (2 * REDEPLOYMENTS + THREADS);
            assertThat(metrics.calls("success")).isEqualTo(Map.of("all", calls, "half", calls, "adaptive", calls));
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).as(result.err()).hasSize(1);
        }
    }

    private static long assertSmall(ClassHistogram heap) {
        assertThat(heap.instances(RECORD + "ThreadLog")).as("logs").isBetween(0L, (long) LIVE_THREADS);
        assertThat(heap.instances(RECORD + "SampledCalls")).as("samplers").isLessThan(1_000);
        return heap.bytes();
    }

    @OneJdk
    void threadsThatEndWhileTheAggregatorRestsAreNoticed(Jdk jdk) throws InterruptedException {
        try (RunningJvm jvm = server(jdk).start(Redeployments.class)) {
            Metrics metrics = jvm.metrics();
            send(jvm, "hold " + HELD);
            Thread.sleep(TO_REST_MILLIS);
            assertThat(ClassHistogram.of(jdk, jvm).instances(RECORD + "ThreadLog"))
                    .as("logs")
                    .isBetween((long) HELD, (long) HELD + LIVE_THREADS);
            send(jvm, "release");
            assertNoneAlive(jvm, 1);
            assertSmall(ClassHistogram.of(jdk, jvm));
            long calls = 1 + HELD;
            assertThat(metrics.calls("success")).isEqualTo(Map.of("all", calls, "half", calls, "adaptive", calls));
        }
    }
}
