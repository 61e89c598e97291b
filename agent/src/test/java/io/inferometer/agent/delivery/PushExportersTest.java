package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.made;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static io.inferometer.agent.delivery.TestExporters.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PushExportersTest {

    private final TestExporters.Context context = new TestExporters.Context();
    private final List<TestExporters.FamilyLoader> loaders = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Long> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private PushExporters exporters;

    @AfterEach
    void end() throws InterruptedException {
        hanging.countDown();
        if (exporters != null) {
            exporters.close(Duration.ofSeconds(5));
        }
    }

    private void start(String... names) {
        Families families = new Families(family -> {
            TestExporters.FamilyLoader loader = new TestExporters.FamilyLoader(family);
            loaders.add(loader);
            return loader;
        });
        exporters = new PushExporters(List.of(names), families, context, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
    }

    private ExporterStats stats(String name) {
        return exporters.stats().stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void offer(int from, int to) {
        for (int i = from; i <= to; i++) {
            exporters.offer(window(i));
        }
    }

    private Delivery keep(Window window) {
        delivered.add(window.number());
        return Delivery.delivered();
    }

    private Exporter hangs() {
        return window -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Delivery.delivered();
        };
    }

    @Test
    void windowsArriveOnceAndInOrder() {
        define("file", this::keep);
        start("file");
        offer(1, 200);
        await("all delivered", () -> stats("file").delivered() == 200);
        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= 200; i++) {
            expected.add(i);
        }
        assertThat(delivered).isEqualTo(expected);
        assertThat(stats("file").lastSuccessMillis()).isPositive();
        assertThat(stats("file").lastError()).isEmpty();
        assertThat(context.warnings).isEmpty();
    }

    @Test
    void aWindowThatIsPutOffComesAgainBeforeTheNext() {
        AtomicInteger attempts = new AtomicInteger();
        define("file", window -> attempts.incrementAndGet() == 2 ? Delivery.retryLater("busy") : keep(window));
        start("file");
        long before = System.nanoTime();
        offer(1, 3);
        await("all delivered", () -> stats("file").delivered() == 3);
        assertThat(System.nanoTime() - before).as("a pause was made").isGreaterThan(450_000_000L);
        assertThat(delivered).containsExactly(1L, 2L, 3L);
        assertThat(stats("file").retries()).isEqualTo(1);
        assertThat(stats("file").lastError()).isEmpty();
        assertThat(context.warnings).containsExactly("exporter file: busy");
        assertThat(context.infos).containsExactly("exporter file delivers again");
    }

    @Test
    void aRejectedWindowIsCountedAndTheNextGoesOn() {
        define("file", window -> window.number() == 2 ? Delivery.rejected("no such stream") : keep(window));
        start("file");
        offer(1, 3);
        await("all settled", () -> stats("file").pending() == 0 && stats("file").delivered() == 2);
        assertThat(stats("file").rejected()).isEqualTo(1);
        assertThat(delivered).containsExactly(1L, 3L);
        assertThat(context.warnings).containsExactly("exporter file: no such stream");
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
            return keep(window);
        });
        start("file");
        offer(1, 4);
        await("all delivered", () -> stats("file").delivered() == 4);
        assertThat(delivered).containsExactly(1L, 2L, 3L, 4L);
        assertThat(stats("file").retries()).isEqualTo(4);
        assertThat(context.warnings).hasSize(4).anyMatch(line -> line.contains("bad state"));
    }

    @Test
    void oneThatHangsDelaysNoOther() {
        define("sagemaker-metrics", hangs());
        define("file", this::keep);
        start("sagemaker-metrics", "file");
        offer(1, 50);
        await("the other delivered", () -> stats("file").delivered() == 50);
        assertThat(stats("sagemaker-metrics").pending()).isEqualTo(50);
        assertThat(stats("sagemaker-metrics").delivered()).isZero();
    }

    @Test
    void whenTheQueueIsFullTheOldestExpireAndTheBooksBalance() {
        define("file", hangs());
        start("file");
        int offered = PushExporters.QUEUE_CAPACITY + 25;
        exporters.offer(window(1));
        await("the first is on its way", () -> threads.get(0).getState() == Thread.State.WAITING);
        offer(2, offered);
        assertThat(stats("file").pending()).isEqualTo(PushExporters.QUEUE_CAPACITY);
        assertThat(stats("file").expired()).isEqualTo(25);
        hanging.countDown();
        await("all settled", () -> stats("file").pending() == 0);
        assertThat(sum(stats("file"))).isEqualTo(offered);
        assertThat(stats("file").delivered()).isEqualTo(PushExporters.QUEUE_CAPACITY + 1);
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
        start("sagemaker-edge");
        for (int i = 1; i <= 60; i++) {
            exporters.offer(window(i));
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        await("all told", () -> stats("sagemaker-edge").pending() == 0);
        assertThat(heart.beats.get(0).startMillis()).isEqualTo(10);
        assertThat(heart.beats.get(heart.beats.size() - 1).endMillis()).isEqualTo(610);
        for (int i = 1; i < heart.beats.size(); i++) {
            assertThat(heart.beats.get(i).startMillis())
                    .isEqualTo(heart.beats.get(i - 1).endMillis());
        }
        assertThat(heart.beats).hasSizeBetween(2, 30);
        assertThat(stats("sagemaker-edge").delivered()).as("windows, not beats").isEqualTo(60);
        assertThat(sum(stats("sagemaker-edge"))).isEqualTo(60);
    }

    @Test
    void closingDeliversWhatWaits() throws InterruptedException {
        define("file", this::keep);
        Heart heart = new Heart();
        heart.attempts.set(2);
        define("sagemaker-edge", heart);
        start("file", "sagemaker-edge");
        offer(1, 20);
        assertThat(exporters.close(Duration.ofSeconds(10))).isZero();
        assertThat(delivered).hasSize(20);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void closingWaitsNoLongerThanItsTimeoutAndTellsWhatIsLeft() throws InterruptedException {
        define("sagemaker-metrics", hangs());
        define("file", window -> Delivery.retryLater("away"));
        start("sagemaker-metrics", "file");
        offer(1, 7);
        await("both tried", () -> stats("file").retries() > 0 && threads.get(0).getState() == Thread.State.WAITING);
        long before = System.nanoTime();
        assertThat(exporters.close(Duration.ofMillis(400))).isEqualTo(14);
        assertThat(System.nanoTime() - before).isBetween(350_000_000L, 3_000_000_000L);
    }

    @Test
    void withoutTimeClosingDoesNotWait() throws InterruptedException {
        define("file", hangs());
        start("file");
        offer(1, 1);
        await("on its way", () -> threads.get(0).getState() == Thread.State.WAITING);
        long before = System.nanoTime();
        assertThat(exporters.close(Duration.ZERO)).isEqualTo(1);
        assertThat(System.nanoTime() - before).isLessThan(300_000_000L);
    }

    @Test
    void aMissingSettingTurnsOneExporterOffWithOneLine() {
        made("sagemaker-metrics", created -> {
            throw new MissingSettingException("set sagemaker-metrics.trial-component");
        });
        define("file", this::keep);
        start("sagemaker-metrics", "file");
        offer(1, 1);
        await("off", () -> !context.warnings.isEmpty() && !threads.get(0).isAlive());
        offer(2, 5);
        await("the other delivered", () -> stats("file").delivered() == 5);
        assertThat(context.warnings)
                .containsExactly("exporter sagemaker-metrics is off: set sagemaker-metrics.trial-component");
        assertThat(stats("sagemaker-metrics").pending())
                .as("nothing is kept for it")
                .isZero();
        assertThat(stats("sagemaker-metrics").expired()).isEqualTo(1);
        assertThat(stats("sagemaker-metrics").lastError()).isEqualTo("set sagemaker-metrics.trial-component");
    }

    @Test
    void anExporterThatCannotBeMadeIsOffWithOneLine() {
        made("file", created -> TestExporters.<RuntimeException>sneak(new AssertionError("broken")));
        start("file");
        offer(1, 1);
        await("off", () -> !threads.get(0).isAlive());
        offer(2, 3);
        assertThat(context.warnings)
                .singleElement()
                .asString()
                .startsWith("exporter file is off: ")
                .contains("broken");
        assertThat(stats("file").pending()).isZero();
    }

    @Test
    void whileItIsTurnedOffNothingIsKeptForIt() {
        define("file", this::keep);
        start("file");
        offer(1, 1);
        await("delivered", () -> stats("file").delivered() == 1);
        exporters.setEnabled("file", false);
        assertThat(exporters.isEnabled("file")).isFalse();
        offer(2, 4);
        assertThat(stats("file").pending()).isZero();
        exporters.setEnabled("file", true);
        offer(5, 5);
        await("delivered", () -> stats("file").delivered() == 2);
        assertThat(delivered).containsExactly(1L, 5L);
    }

    @Test
    void valuesRefusedInADeliveredWindowAreSaid() {
        define("file", window -> new Delivery.Delivered(3, "too old"));
        start("file");
        offer(1, 1);
        await("delivered", () -> stats("file").delivered() == 1 && !context.warnings.isEmpty());
        assertThat(context.warnings).containsExactly("exporter file: 3 values refused: too old");
        assertThat(stats("file").lastError()).isEqualTo("3 values refused: too old");
    }

    @Test
    void itIsMadeCalledAndClosedByItsOwnThreadWithItsFamilysLoader() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        Runnable look = () -> {
            seen.add(Thread.currentThread().getName());
            loader.set(Thread.currentThread().getContextClassLoader());
        };
        made("file", created -> {
            look.run();
            return new Exporter() {
                @Override
                public Delivery export(Window window) {
                    look.run();
                    return Delivery.delivered();
                }

                @Override
                public void close() {
                    look.run();
                }
            };
        });
        start("file");
        assertThat(loaders)
                .as("nothing is loaded before there is something to export")
                .isEmpty();
        offer(1, 1);
        exporters.close(Duration.ofSeconds(10));
        assertThat(seen).hasSize(3).containsOnly("inferometer-exporter-file");
        assertThat(loader.get()).isSameAs(loaders.get(0));
    }

    @Test
    void exportersOfAFamilyShareALoaderAndOthersDoNot() {
        define("sagemaker-metrics", this::keep);
        define("sagemaker-edge", this::keep);
        define("file", this::keep);
        start("sagemaker-metrics", "sagemaker-edge", "file");
        offer(1, 1);
        await("all delivered", () -> delivered.size() == 3);
        assertThat(loaders).extracting(loader -> loader.family).containsExactlyInAnyOrder("aws", "file");
    }

    @Test
    void namesOfPushExportersAreKnown() {
        assertThat(Families.knows("file")).isTrue();
        assertThat(Families.knows("http")).isFalse();
        start();
        assertThat(exporters.isEmpty()).isTrue();
        assertThat(exporters.stats()).isEmpty();
    }
}
