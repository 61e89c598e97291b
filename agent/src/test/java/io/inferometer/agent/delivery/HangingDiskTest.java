package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.exporter.api.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that stops answering: the spool's clock stands for it, which is asked while the disk is held. */
@Tag("safety")
@Timeout(60)
class HangingDiskTest {

    private static final String NAME = "sagemaker-metrics";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final Rig rig = new Rig();
    private final CountDownLatch answer = new CountDownLatch(1);
    private volatile boolean hangs;

    /** What hung goes on in the directory that is about to be deleted. */
    @AfterEach
    void end() throws InterruptedException {
        answer.countDown();
        rig.close();
        for (Thread thread : rig.threads()) {
            thread.join(10_000);
        }
    }

    private void start() {
        SpoolOptions options = new SpoolOptions(
                directory,
                1 << 20,
                Duration.ofDays(13),
                rig.context.resource().serviceName(),
                rig.context.resource().runId(),
                Map.of(NAME, "same"));
        rig.startWith(new Spool(options, rig.context::warn, this::now), NAME);
    }

    private long now() {
        if (hangs) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return 0;
    }

    private List<UndeliveredWindows> close() throws InterruptedException {
        long begin = System.nanoTime();
        List<UndeliveredWindows> leftovers = rig.close(TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.plusMillis(500));
        return leftovers;
    }

    @Test
    void theEndWaitsNoLongerThanItMay() throws InterruptedException {
        define(NAME, window -> Delivery.retryLater("away"));
        start();
        rig.offer(1, 3);
        await("kept", () -> rig.stats(NAME).spooled() == 3);
        hangs = true;
        rig.offer(4, 5);
        await("asking does not wait", () -> sum(rig.stats(NAME)) == 5);
        assertThat(close()).containsExactly(new UndeliveredWindows(NAME, 3, 2));
    }

    @Test
    void windowsGoFromMemory() throws InterruptedException {
        define(NAME, rig::keep);
        hangs = true;
        start();
        rig.offer(1, 20);
        await("delivered", () -> rig.stats(NAME).delivered() == 20 - WriteAhead.CAPACITY);
        assertThat(sum(rig.stats(NAME))).isEqualTo(20);
        assertThat(close()).containsExactly(new UndeliveredWindows(NAME, 0, WriteAhead.CAPACITY));
    }

    @Test
    void whatIsNotOnDiskIsWrittenAtTheEnd() throws InterruptedException {
        define(NAME, window -> Delivery.retryLater("away"));
        hangs = true;
        start();
        rig.offer(1, 10);
        hangs = false;
        answer.countDown();
        assertThat(close()).containsExactly(new UndeliveredWindows(NAME, 10, 0));
        Rig next = new Rig("next");
        try (Spool spool = next.spool(directory, NAME)) {
            spool.adopt(() -> false);
            assertThat(spool.stats(NAME).windows()).isEqualTo(10);
        }
    }
}
