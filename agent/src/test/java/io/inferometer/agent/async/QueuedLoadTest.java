package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads at once, and what a request costs. */
class QueuedLoadTest {

    private final SiteErrors errors = new SiteErrors();
    private final AsyncEndpoint endpoint = new AsyncEndpoint(
            new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 100_000, false),
            failure -> Outcome.SERVER_ERROR,
            errors,
            false);
    private final Site accept = site(Stage.ACCEPT);
    private final Site process = site(Stage.PROCESS);
    private final Site[] inside = {site(Stage.DOWNLOAD), site(Stage.MODEL), site(Stage.UPLOAD), site(Stage.NOTIFY)};

    private Site site(Stage stage) {
        return endpoint.site(
                stage,
                new IdReader() {
                    @Override
                    public When when() {
                        return stage == Stage.ACCEPT || stage == Stage.PROCESS ? When.BEFORE : When.NEVER;
                    }

                    @Override
                    public Object read(Object self, Object argument, Object result) {
                        return argument;
                    }
                },
                new Switch());
    }

    private void submit(String id) {
        accept.exit(accept.enter(null, id), null, id, null, null);
    }

    private void work(String id, Throwable failure) {
        Object call = process.enter(null, id);
        for (Site stage : inside) {
            stage.exit(stage.enter(null), null, null, null, null);
        }
        process.exit(call, null, id, null, failure);
    }

    @Test
    void nothingIsLostOrCountedTwiceUnderLoad() throws InterruptedException {
        int requests = 40_000;
        int producers = 4;
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1_000);
        AtomicLong failures = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(new Thread(() -> {
                for (int i = 0; i < requests / producers; i++) {
                    String id = producer + "-" + i;
                    // The worker may be faster than the acceptance.
                    Object call = accept.enter(null, id);
                    put(queue, id);
                    accept.exit(call, null, id, null, null);
                }
            }));
            threads.add(new Thread(() -> {
                for (int i = 0; i < requests / producers; i++) {
                    String id = take(queue);
                    boolean failed = id.endsWith("7");
                    failures.addAndGet(failed ? 1 : 0);
                    work(id, failed ? new IllegalStateException() : null);
                }
            }));
        }
        threads.forEach(Thread::start);
        long drained = 0;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                AsyncStats stats = endpoint.sinceStart(System.nanoTime());
                assertThat(stats.queue().backlog()).isNotNegative();
                assertThat(stats.counts().processed()).isGreaterThanOrEqualTo(drained);
                drained = stats.counts().processed();
                thread.join(1);
            }
        }
        AsyncStats stats = endpoint.sinceStart(System.nanoTime());
        assertThat(stats.counts().failed()).isEqualTo(failures.get());
        assertThat(stats.counts().processed()).isEqualTo(requests);
        assertThat(stats.total().count()).isEqualTo(requests);
        assertThat(stats.waiting().count()).isEqualTo(requests);
        assertThat(stats.download().count()).isEqualTo(requests);
        assertThat(stats.queue().backlog()).isZero();
        assertThat(endpoint.complaints()).isEmpty();
        assertThat(errors.count()).isZero();
    }

    private static void put(BlockingQueue<String> queue, String id) {
        try {
            queue.put(id);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String take(BlockingQueue<String> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With what the tracker takes, all stages, in a steady state. */
    @Test
    void aRequestTakesAtMost200Bytes() {
        String[] ids = new String[1_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "request-" + i;
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (String each : ids) {
                submit(each);
                work(each, null);
            }
            endpoint.drain(System.nanoTime());
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least / ids.length).isLessThanOrEqualTo(200);
    }
}
