package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("safety")
class ThreadLogsTest {

    private static final int THREADS = 20_000;

    private static ThreadLogs logs() {
        ChunkExchange exchange = new ChunkExchange(4);
        return new ThreadLogs(
                thread -> new ThreadLog(thread, exchange, (model, outcome, nanos, items) -> {}, crowded -> {}));
    }

    @Test
    @Timeout(60)
    void twentyThousandShortThreadsLeaveTheirCountsAndNothingElse() throws InterruptedException {
        Recorder recorder = new Recorder();
        Model model = recorder.newModel();
        Tally tally = new Tally();
        List<WeakReference<Thread>> seen = new ArrayList<>();
        long taken = 0;
        int batch = 100;
        for (int i = 0; i < THREADS; i += batch) {
            List<Thread> threads = new ArrayList<>();
            for (int j = 0; j < batch; j++) {
                threads.add(new Thread(
                        null, () -> recorder.record(Thread.currentThread(), model, 0, 1, 0), "short", 64 << 10));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
                seen.add(new WeakReference<>(thread));
            }
            taken += recorder.drain(tally) + recorder.reap(tally);
        }
        assertThat(taken).isEqualTo(THREADS);
        assertThat(recorder.recorded()).isEqualTo(THREADS);
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (seen.stream().anyMatch(thread -> thread.get() != null) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(seen.stream().map(WeakReference::get).filter(Objects::nonNull))
                .as("threads kept")
                .isEmpty();
    }

    @Test
    void aThreadFindsItsOwnLogAgainAmongManyOthers() throws InterruptedException {
        ThreadLogs logs = logs();
        int threads = 600;
        ConcurrentHashMap<ThreadLog, Thread> found = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(threads);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        Thread current = Thread.currentThread();
                        ThreadLog first = logs.of(current);
                        found.put(first, current);
                        all.countDown();
                        try {
                            all.await();
                            for (int j = 0; j < 100; j++) {
                                if (logs.of(current) != first || first.thread != current) {
                                    wrong.add(current.getName());
                                }
                            }
                            end.await();
                        } catch (InterruptedException e) {
                            wrong.add(e.toString());
                        }
                    },
                    "many-" + i,
                    64 << 10);
            thread.start();
            started.add(thread);
        }
        all.await();
        assertThat(logs.logs()).hasSize(threads);
        end.countDown();
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(found).hasSize(threads);
        found.keySet().forEach(logs::remove);
        assertThat(logs.logs()).isEmpty();
    }

    /** Nothing forbids a subclass of Thread to say that all its instances are equal, or have one id (before JDK 19). */
    private static final class Alike extends Thread {
        Alike(Runnable task) {
            super(task);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Alike;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return 1;
        }
    }

    @Test
    void threadsThatCallThemselvesEqualHaveALogEach() throws InterruptedException {
        ThreadLogs logs = logs();
        ThreadLog[] found = new ThreadLog[8];
        CountDownLatch all = new CountDownLatch(found.length);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            int own = i;
            threads.add(new Alike(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    return;
                }
                found[own] = logs.of(Thread.currentThread());
                found[own] = logs.of(Thread.currentThread());
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found).doesNotHaveDuplicates().doesNotContainNull();
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i].thread).isSameAs(threads.get(i));
            logs.remove(found[i]);
        }
        assertThat(logs.logs()).isEmpty();
    }
}
