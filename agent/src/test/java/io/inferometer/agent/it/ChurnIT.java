package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.it.app.Churn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Threads and tasks that come and go leave their counts behind, and nothing else. */
@Tag("safety")
class ChurnIT {

    private static final String RECORD = "io.inferometer.agent.record.";

    /** The main thread, four workers of the pool, and those that have just ended. */
    private static final int LIVE_THREADS = 16;

    /** One for each live thread and each stripe, and those in the exchange. */
    private static final int MOST_CHUNKS = LIVE_THREADS + 64 + 1024;

    /** The chunks in the exchange, 4 MiB of events at most, and what the JDK itself keeps. */
    private static final long SLACK = 8 << 20;

    @EachJdk
    void shortThreadsAreReaped(Jdk jdk) {
        assertNothingGrows(jdk, "threads", Proofs.size(5_000, 50_000));
    }

    @EachJdk
    void tasksOfTheCommonPoolShareTheLogsOfItsWorkers(Jdk jdk) {
        assertNothingGrows(jdk, "tasks", 500_000);
    }

    /** Twice: what the first round leaves may be the price of the first use. */
    private static void assertNothingGrows(Jdk jdk, String kind, int count) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("methods=" + Churn.class.getName() + "#call@churn")
                // With less than two workers a CompletableFuture starts a thread for each task instead.
                .flags("-Xmx256m", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4")
                .timeout(Duration.ofMinutes(5))
                .start(Churn.class, kind, Integer.toString(count))) {
            Metrics metrics = jvm.metrics();
            jvm.awaitOut("^ready$");
            long before = round(jdk, jvm, 1).bytes();
            long after = round(jdk, jvm, 2).bytes();
            assertThat(after - before).as("growth in bytes").isLessThan(SLACK);
            assertThat(metrics.calls("success")).isEqualTo(Map.of("churn", 1L + 2L * count));
            assertThat(Metrics.sum(metrics.samples(), "inferometer_inferences_in_flight"))
                    .isZero();
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    private static ClassHistogram round(Jdk jdk, RunningJvm jvm, int number) {
        jvm.send("");
        jvm.awaitOut("^round " + number + "$");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        ClassHistogram heap = ClassHistogram.of(jdk, jvm);
        // The logs of threads that have ended are looked for once per second.
        while (heap.instances(RECORD + "ThreadLog") > LIVE_THREADS && System.nanoTime() < deadline) {
            heap = ClassHistogram.of(jdk, jvm);
        }
        assertThat(heap.instances(RECORD + "ThreadLog")).as("logs").isBetween(1L, (long) LIVE_THREADS);
        assertThat(heap.instances(RECORD + "Chunk")).as("chunks").isBetween(1L, (long) MOST_CHUNKS);
        return heap;
    }
}
