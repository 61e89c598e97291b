package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AggregatorLoopTest {

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 10, Map.of());
    private final Model model = registry.model("onnxruntime", "a", "");
    private final Site site = TestSites.on(recorder, new FixedModel(model));
    private final List<Window> windows = new CopyOnWriteArrayList<>();
    private final ThreadErrors errors = new ThreadErrors();
    private AggregatorLoop loop;
    private Thread thread;

    private void start(Duration interval, WindowSink sink) {
        Aggregator aggregator = new Aggregator(
                recorder,
                registry,
                new Resource("s", "e", "v", "i", 1, "run", "0", System.currentTimeMillis()),
                () -> HostStats.NONE,
                List::of,
                () -> 0,
                QueuedRequests.NONE);
        loop = new AggregatorLoop(aggregator, interval, sink);
        recorder.onFullChunk(loop::wake);
        thread = new AgentThread("loop", loop, errors);
        thread.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.stop();
        thread.join();
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            site.exit(site.enter(this), this, null, null, null);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long invocations(List<Window> all) {
        return all.stream()
                .flatMap(window -> window.models().stream())
                .mapToLong(ModelStats::invocations)
                .sum();
    }

    @Test
    void windowsFollowEachOtherWithoutAGap() {
        start(Duration.ofMillis(40), windows::add);
        for (int i = 0; i < 50; i++) {
            call(20);
            LockSupport.parkNanos(4_000_000);
        }
        await("all in windows", () -> invocations(windows) == 1000);
        assertThat(windows).hasSizeGreaterThan(3);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).number()).isEqualTo(i + 1);
            assertThat(windows.get(i).startMillis())
                    .isEqualTo(windows.get(i - 1).endMillis());
        }
        assertThat(errors.count()).isZero();
    }

    @Test
    void aSnapshotHasWhatWasRecordedAMomentAgo() {
        start(Duration.ofSeconds(60), windows::add);
        for (int i = 1; i <= 200; i++) {
            call(1);
            assertThat(loop.snapshot().models().get(0).invocations()).isEqualTo(i);
        }
        assertThat(windows).isEmpty();
    }

    @Test
    void aFlushCutsTheWindowInProgress() {
        start(Duration.ofSeconds(60), windows::add);
        call(7);
        loop.flush();
        assertThat(windows).hasSize(1);
        assertThat(invocations(windows)).isEqualTo(7);
        loop.flush();
        assertThat(windows).hasSize(2);
        assertThat(invocations(windows)).isEqualTo(7);
    }

    @Test
    void aResetStartsTheLastMinuteAnew() {
        start(Duration.ofSeconds(60), windows::add);
        call(7);
        loop.resetRecent();
        assertThat(loop.snapshot().recent().get(0).invocations()).isZero();
        assertThat(loop.snapshot().models().get(0).invocations()).isEqualTo(7);
    }

    @Test
    void manyMayAskAtOnce() throws InterruptedException {
        start(Duration.ofMillis(20), windows::add);
        call(100);
        AtomicInteger answered = new AtomicInteger();
        Thread[] asking = new Thread[4];
        for (int i = 0; i < asking.length; i++) {
            asking[i] = new Thread(() -> {
                for (int j = 0; j < 50; j++) {
                    if (loop.snapshot().models().get(0).invocations() == 100) {
                        answered.incrementAndGet();
                    }
                }
            });
            asking[i].start();
        }
        for (Thread each : asking) {
            each.join();
        }
        assertThat(answered).hasValue(200);
    }

    @Test
    void aSinkThatThrowsDoesNotEndIt() {
        AtomicInteger refused = new AtomicInteger();
        start(Duration.ofMillis(20), window -> {
            if (window.number() == 2 && refused.incrementAndGet() <= 3) {
                throw new OutOfMemoryError("sink");
            }
            windows.add(window);
        });
        call(5);
        await("goes on", () -> windows.size() >= 4);
        assertThat(windows).extracting(Window::number).startsWith(1L, 2L, 3L, 4L);
        assertThat(errors.count()).isEqualTo(3);
        assertThat(errors.last()).hasMessage("sink");
    }

    @Test
    void inALoadThatFillsChunksItKeepsUp() {
        start(Duration.ofSeconds(60), windows::add);
        call(2_000_000);
        await("at rest", () -> {
            var agent = loop.snapshot().agent();
            return agent.aggregated() + agent.folded() == 2_000_000;
        });
        assertThat(loop.snapshot().models().get(0).invocations()).isEqualTo(2_000_000);
    }

    @Test
    void whileNothingHappensItSleeps() {
        start(Duration.ofSeconds(60), windows::add);
        await("it has gone to sleep", () -> thread.getState() == Thread.State.TIMED_WAITING);
        long before = cpuNanos();
        LockSupport.parkNanos(1_500_000_000L);
        assertThat(cpuNanos() - before).as("CPU time of 1.5 s of idling").isLessThan(100_000_000L);
    }

    @Test
    void afterALongRestItHearsOfTheNextCall() {
        start(Duration.ofMillis(100), new WindowSink() {
            @Override
            public void accept(Window window) {
                windows.add(window);
            }

            @Override
            public boolean isWanted() {
                return false;
            }
        });
        call(3);
        await("seen", () -> invocations(windows) == 3);
        LockSupport.parkNanos(9_500_000_000L);
        int before = windows.size();
        LockSupport.parkNanos(1_500_000_000L);
        assertThat(windows).as("it rests").hasSize(before);
        call(1);
        await("noticed, though nobody asks", () -> invocations(windows) == 4);
        assertThat(errors.count()).isZero();
    }

    @Test
    void whileItRestsItNoticesThreadsThatEndWhenItIsToldToLook() throws InterruptedException {
        start(Duration.ofSeconds(60), new WindowSink() {
            @Override
            public void accept(Window window) {
                windows.add(window);
            }

            @Override
            public boolean isWanted() {
                return false;
            }
        });
        CountDownLatch end = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            call(3);
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        LockSupport.parkNanos(9_500_000_000L);
        long before = cpuNanos();
        loop.noticeEndedThreads();
        LockSupport.parkNanos(100_000_000L);
        assertThat(cpuNanos() - before).as("no thread has ended").isZero();
        end.countDown();
        caller.join();
        assertThat(recorder.hasEndedThreads()).isTrue();
        await("reaped", () -> {
            loop.noticeEndedThreads();
            return !recorder.hasEndedThreads();
        });
        assertThat(loop.snapshot().models().get(0).invocations()).isEqualTo(3);
        assertThat(errors.count()).isZero();
    }

    private long cpuNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    @Test
    void whenTheEndIsNearAWindowIsCutAtOnceAndThenEverySecond() {
        start(Duration.ofSeconds(60), windows::add);
        call(2);
        loop.hasten();
        await("cut at once", () -> invocations(windows) == 2);
        call(3);
        await("cut again", () -> invocations(windows) == 5);
    }

    @Test
    void noWindowIsCutBeforeThereIsSomebodyToTakeIt() {
        AtomicBoolean ready = new AtomicBoolean();
        start(Duration.ofMillis(20), new WindowSink() {
            @Override
            public void accept(Window window) {
                windows.add(window);
            }

            @Override
            public boolean isReady() {
                return ready.get();
            }
        });
        call(7);
        loop.hasten();
        loop.flush();
        LockSupport.parkNanos(100_000_000L);
        assertThat(windows).isEmpty();
        ready.set(true);
        loop.wake(true);
        await("all of it", () -> invocations(windows) == 7);
        assertThat(windows.get(0).number()).isEqualTo(1);
    }

    @Test
    void onceStoppedItEnds() throws InterruptedException {
        start(Duration.ofSeconds(60), windows::add);
        loop.stop();
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
