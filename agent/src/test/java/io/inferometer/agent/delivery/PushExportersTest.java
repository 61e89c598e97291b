package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exporters without a spool. */
@Timeout(60)
class PushExportersTest {

    private final Rig rig = new Rig();

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @Test
    void windowsArriveOnceAndInOrder() {
        define("file", rig::keep);
        rig.start("file");
        rig.offerOneByOne("file", 1, 200);
        assertThat(rig.stats("file").delivered()).isEqualTo(200);
        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= 200; i++) {
            expected.add(i);
        }
        assertThat(rig.delivered).isEqualTo(expected);
        assertThat(rig.stats("file").lastSuccessMillis()).isPositive();
        assertThat(rig.stats("file").lastError()).isEmpty();
        assertThat(rig.context.warnings).isEmpty();
    }

    @Test
    void aWindowThatIsPutOffComesAgain() {
        AtomicInteger attempts = new AtomicInteger();
        define("file", window -> attempts.incrementAndGet() == 2 ? Delivery.retryLater("busy") : rig.keep(window));
        rig.start("file");
        long before = System.nanoTime();
        rig.offer(1, 3);
        await("all delivered", () -> rig.stats("file").delivered() == 3);
        assertThat(System.nanoTime() - before).as("a pause was made").isGreaterThan(450_000_000L);
        assertThat(rig.delivered).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(rig.stats("file").retries()).isEqualTo(1);
        assertThat(rig.stats("file").lastError()).isEmpty();
        assertThat(rig.context.warnings).containsExactly("exporter file: busy");
        assertThat(rig.context.infos).containsExactly("exporter file delivers again");
    }

    @Test
    void aRejectedWindowIsCountedAndTheNextGoesOn() {
        define("file", window -> window.number() == 2 ? Delivery.rejected("no such stream") : rig.keep(window));
        rig.start("file");
        rig.offer(1, 3);
        await(
                "all settled",
                () -> rig.stats("file").pending() == 0 && rig.stats("file").delivered() == 2);
        assertThat(rig.stats("file").rejected()).isEqualTo(1);
        assertThat(rig.delivered).containsExactlyInAnyOrder(1L, 3L);
        assertThat(rig.context.warnings).containsExactly("exporter file: no such stream");
    }

    @Test
    void whatAnExporterThrowsIsTriedAgain() {
        List<Throwable> failures = List.of(
                new IllegalStateException("bad state"),
                new NoClassDefFoundError("Missing"),
                new AssertionError("a check"),
                new StackOverflowError());
        AtomicInteger attempts = new AtomicInteger();
        define("file", window -> {
            int attempt = attempts.getAndIncrement();
            if (attempt % 2 == 0 && attempt / 2 < failures.size()) {
                TestExporters.<RuntimeException>sneak(failures.get(attempt / 2));
            }
            return rig.keep(window);
        });
        rig.start("file");
        rig.offer(1, 4);
        await("all delivered", () -> rig.stats("file").delivered() == 4);
        assertThat(rig.delivered).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(rig.stats("file").retries()).isEqualTo(4);
        assertThat(rig.context.warnings).hasSize(4).anyMatch(line -> line.contains("bad state"));
    }

    @Test
    void oneThatHangsDelaysNoOther() {
        define("sagemaker-metrics", rig.hangs());
        define("file", rig::keep);
        rig.start("sagemaker-metrics", "file");
        rig.offer(1, 50);
        await("the other delivered", () -> rig.stats("file").delivered() == 50);
        assertThat(rig.stats("sagemaker-metrics").pending()).isEqualTo(50);
        assertThat(rig.stats("sagemaker-metrics").delivered()).isZero();
    }

    @Test
    void whenMemoryIsFullTheOldestExpireAndTheBooksBalance() {
        define("file", rig.hangs());
        rig.start("file");
        int waiting = Lanes.LIVE_WINDOWS + Lanes.MEMORY_WINDOWS;
        rig.offer(1, 1);
        await("the first is on its way", () -> rig.threads().get(0).getState() == Thread.State.WAITING);
        rig.offer(2, waiting + 26);
        assertThat(rig.stats("file").pending()).isEqualTo(waiting + 1);
        assertThat(rig.stats("file").expired()).isEqualTo(25);
        rig.hanging.countDown();
        await("all settled", () -> rig.stats("file").pending() == 0);
        assertThat(rig.stats("file").delivered()).isEqualTo(waiting + 1);
        assertThat(sum(rig.stats("file"))).isEqualTo(waiting + 26);
    }

    @Test
    void valuesRefusedInADeliveredWindowAreSaid() {
        define("file", window -> new Delivery.Delivered(3, "too old"));
        rig.start("file");
        rig.offer(1, 1);
        await("delivered", () -> rig.stats("file").delivered() == 1 && !rig.context.warnings.isEmpty());
        assertThat(rig.context.warnings).containsExactly("exporter file: 3 values refused: too old");
        assertThat(rig.stats("file").lastError()).isEqualTo("3 values refused: too old");
    }

    @Test
    void aWindowThatHoldsNothingForTheBackendSaysNothingOfItsHealth() {
        define(
                "file",
                window -> window.number() % 2 == 0 ? Delivery.nothing() : Delivery.retryLater("no region found"));
        rig.start("file");
        rig.offer(1, 2);
        await(
                "settled",
                () -> rig.stats("file").delivered() == 1 && rig.stats("file").retries() >= 1);
        ExporterStats stats = rig.stats("file");
        assertThat(stats.pending()).isEqualTo(1);
        assertThat(stats.lastError()).isEqualTo("no region found");
        assertThat(stats.lastSuccessMillis()).isZero();
        assertThat(rig.context.warnings).containsExactly("exporter file: no region found");
        assertThat(rig.context.infos).isEmpty();
    }
}
