package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer: the clock stands for it, which is asked while the disk is held. */
@Timeout(60)
class SlowDiskTest {

    @TempDir
    private Path directory;

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile Thread slow;

    @AfterEach
    void end() {
        answer.countDown();
    }

    private Spool spool() {
        SpoolOptions options = new SpoolOptions(
                directory, 1 << 20, Duration.ofDays(13), "search", "run", Map.of("cloud", "a1", "file", "b2"));
        return new Spool(options, line -> {}, this::now);
    }

    private long now() {
        if (Thread.currentThread().equals(slow)) {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Windows.START;
    }

    /** Leaves the disk with a thread that waits for it. */
    private void hang(Spool spool, Consumer<Spool> work) throws InterruptedException {
        slow = new Thread(() -> work.accept(spool));
        slow.start();
        asked.await();
    }

    @Test
    void nobodyWhoAsksWaits() throws InterruptedException {
        try (Spool spool = spool()) {
            spool.keep(Windows.small("run", 1), CLOUD);
            hang(spool, it -> it.keep(Windows.small("run", 2), BOTH));
            assertThat(spool.stats("cloud").windows()).isEqualTo(1);
            assertThat(spool.problem()).isEmpty();
            assertThat(spool.oldest("file")).isEmpty();
            assertThat(spool.stats("nobody")).isEqualTo(SpoolStats.NONE);
            answer.countDown();
            slow.join();
            assertThat(spool.stats("file").windows()).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsWhenItIsClosedKeepsNothing() throws InterruptedException {
        Spool spool = spool();
        spool.keep(Windows.small("run", 1), CLOUD);
        hang(spool, it -> it.oldest("cloud"));
        boolean[] kept = {true};
        Thread keeping = new Thread(() -> kept[0] = spool.keep(Windows.small("run", 2), CLOUD));
        keeping.start();
        while (keeping.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Thread closing = new Thread(spool::close);
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(spool.keep(Windows.small("run", 3), CLOUD)).as("at once").isFalse();
        spool.acknowledge("cloud", Windows.small("run", 1));
        assertThat(spool.oldest("cloud")).isEmpty();
        answer.countDown();
        keeping.join();
        closing.join();
        assertThat(kept[0]).isFalse();
        assertThat(spool.stats("cloud").windows()).isEqualTo(1);
    }
}
