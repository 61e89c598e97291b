package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heartbeats, and the end of the JVM without a spool. */
@Timeout(60)
class ClosingTest {

    private final Rig rig = new Rig();

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    /** Wants a beat every 20 ms; misses some. */
    private final class Heart implements Exporter {
        private final List<Window> beats = new CopyOnWriteArrayList<>();
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public Delivery export(Window window) {
            if (attempts.incrementAndGet() % 3 != 0) {
                return Delivery.retryLater("missed");
            }
            beats.add(window);
            return Delivery.delivered();
        }

        @Override
        public Optional<Duration> heartbeat() {
            return Optional.of(Duration.ofMillis(20));
        }
    }

    @Test
    void aMissedBeatIsPartOfTheNextAndNothingIsToldTwice() {
        Heart heart = new Heart();
        define("sagemaker-edge", heart);
        rig.start("sagemaker-edge");
        for (int i = 1; i <= 60; i++) {
            rig.offer(i, i);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        await("all told", () -> rig.stats("sagemaker-edge").pending() == 0);
        assertThat(heart.beats.get(0).startMillis()).isEqualTo(10);
        assertThat(heart.beats.get(heart.beats.size() - 1).endMillis()).isEqualTo(610);
        for (int i = 1; i < heart.beats.size(); i++) {
            assertThat(heart.beats.get(i).startMillis())
                    .isEqualTo(heart.beats.get(i - 1).endMillis());
        }
        assertThat(heart.beats).hasSizeBetween(2, 30);
        assertThat(rig.stats("sagemaker-edge").delivered())
                .as("windows, not beats")
                .isEqualTo(60);
        assertThat(sum(rig.stats("sagemaker-edge"))).isEqualTo(60);
    }

    @Test
    void closingDeliversWhatWaits() throws InterruptedException {
        define("file", rig::keep);
        Heart heart = new Heart();
        heart.attempts.set(2);
        define("sagemaker-edge", heart);
        rig.start("file", "sagemaker-edge");
        rig.offer(1, 20);
        assertThat(rig.close(Duration.ofSeconds(10))).isEmpty();
        assertThat(rig.delivered).hasSize(20);
        // What they had to do is done; the threads themselves need another moment.
        await("ended", () -> rig.threads().stream().noneMatch(Thread::isAlive));
    }

    @Test
    void closingWaitsNoLongerThanItsTimeoutAndTellsWhatIsLeft() throws InterruptedException {
        define("sagemaker-metrics", rig.hangs());
        define("file", window -> Delivery.retryLater("away"));
        rig.start("sagemaker-metrics", "file");
        rig.offer(1, 7);
        await(
                "both tried",
                () -> rig.stats("file").retries() > 0 && rig.threads().get(0).getState() == Thread.State.WAITING);
        long before = System.nanoTime();
        assertThat(rig.close(Duration.ofMillis(400)))
                .containsExactly(
                        new UndeliveredWindows("sagemaker-metrics", 0, 7), new UndeliveredWindows("file", 0, 7));
        assertThat(System.nanoTime() - before).isBetween(350_000_000L, 3_000_000_000L);
    }

    @Test
    void withoutTimeClosingDoesNotWait() throws InterruptedException {
        define("file", rig.hangs());
        rig.start("file");
        rig.offer(1, 1);
        await("on its way", () -> rig.threads().get(0).getState() == Thread.State.WAITING);
        long before = System.nanoTime();
        assertThat(rig.close(Duration.ZERO)).containsExactly(new UndeliveredWindows("file", 0, 1));
        assertThat(System.nanoTime() - before).isLessThan(300_000_000L);
    }
}
