package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadStagesTest {

    /** More than there are places. */
    private static final int THREADS = 1_200;

    private final ThreadStages all = new ThreadStages();

    @Test
    void manyThreadsInsideStagesHaveEachTheirOwn() throws InterruptedException {
        Set<OpenStages> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger same = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(THREADS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        OpenStages open = all.enter();
                        open.push(Stage.PROCESS, 0, new StageCall(Stage.PROCESS, "id", 0));
                        taken.add(open);
                        inside.countDown();
                        try {
                            inside.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        same.addAndGet(all.enter() == open ? 1 : 0);
                        open.popTo(0);
                        all.leave(open);
                    },
                    "stages-" + i,
                    64 * 1_024);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasSize(THREADS);
        assertThat(same).hasValue(THREADS);
        assertThat(taken).allMatch(OpenStages::isEmpty);
    }

    @Test
    void aThreadThatEndsInsideAStageLeavesItsPlaceToOthers() throws InterruptedException {
        OpenStages[] left = new OpenStages[1];
        Thread thread = new Thread(() -> {
            left[0] = all.enter();
            left[0].push(Stage.PROCESS, 0, new StageCall(Stage.PROCESS, "id", 0));
        });
        thread.start();
        thread.join();
        assertThat(left[0].take(Thread.currentThread())).isTrue();
        assertThat(left[0].isEmpty()).isTrue();
        assertThat(left[0].take(thread)).as("from a thread that lives").isFalse();
    }
}
