package io.inferometer.benchmark.queued;

import com.sun.management.ThreadMXBean;
import io.inferometer.benchmark.forked.Machine;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;

/**
 * The application of one JVM: {@code QueuedRequests steps <threads>}, {@code tasks}, {@code lambdas} or {@code held <requests>}. Prints
 * processor time and bytes per request, or the bytes of heap per request that waits.
 */
public final class QueuedRequests {

    private static final int ROUNDS = 60;
    private static final int REQUESTS = 10_000;

    /** The agent takes events ten times a second under load. */
    private static final long PAUSE_MILLIS = 150;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private QueuedRequests() {}

    public static void main(String[] args) throws Exception {
        System.out.println(Machine.describe() + ", JDK " + Runtime.version());
        switch (args[0]) {
            case "steps" -> cost(Integer.parseInt(args[1]), Steps::new);
            case "tasks" -> cost(1, () -> new SubmittedSteps(false));
            case "lambdas" -> cost(1, () -> new SubmittedSteps(true));
            case "held" -> held(Integer.parseInt(args[1]));
            default -> throw new IllegalArgumentException("steps, tasks, lambdas or held, not " + args[0]);
        }
    }

    private static String[] ids(int round, int count) {
        String[] ids = new String[count];
        Arrays.setAll(ids, i -> new UUID(round, i).toString());
        return ids;
    }

    private static void cost(int threads, Supplier<Work> works) throws InterruptedException {
        long[] nanos = new long[ROUNDS * threads];
        long[] bytes = new long[ROUNDS * threads];
        CyclicBarrier barrier = new CyclicBarrier(threads);
        Thread[] started = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int first = t * ROUNDS;
            started[t] = new Thread(() -> measure(works.get(), barrier, nanos, bytes, first));
            started[t].start();
        }
        for (Thread thread : started) {
            thread.join();
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        int middle = nanos.length / 2;
        System.out.printf(
                Locale.ROOT,
                "per request: %.0f ns (least %.0f), %.1f bytes%n",
                (double) nanos[middle] / REQUESTS,
                (double) nanos[0] / REQUESTS,
                (double) bytes[middle] / REQUESTS);
    }

    private static void measure(Work work, CyclicBarrier barrier, long[] nanos, long[] bytes, int first) {
        try {
            long thread = Thread.currentThread().getId();
            for (int round = 0; round < ROUNDS; round++) {
                // No two threads and no two rounds have the same.
                String[] ids = ids(first + round, REQUESTS);
                Thread.sleep(PAUSE_MILLIS);
                barrier.await();
                long allocated = THREADS.getThreadAllocatedBytes(thread);
                long begin = THREADS.getThreadCpuTime(thread);
                for (String id : ids) {
                    work.request(id);
                }
                nanos[first + round] = THREADS.getThreadCpuTime(thread) - begin;
                bytes[first + round] = THREADS.getThreadAllocatedBytes(thread) - allocated;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids are the application's, as those of what it has queued. */
    private static void held(int requests) throws InterruptedException {
        Steps steps = new Steps();
        String[] ids = ids(0, requests);
        long before = used();
        for (int i = 0; i < requests; i++) {
            if (i % 100_000 == 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
            steps.accept(ids[i]);
        }
        long after = used();
        System.out.printf(
                Locale.ROOT,
                "%d wait: %.1f MB, %.1f bytes per request; maximum heap %d MiB%n",
                ids.length,
                (after - before) / 1e6,
                (double) (after - before) / requests,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long used() throws InterruptedException {
        // What the agent has yet to take is garbage only after it.
        Thread.sleep(2_000);
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
