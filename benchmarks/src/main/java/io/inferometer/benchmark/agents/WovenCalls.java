package io.inferometer.benchmark.agents;

import com.sun.management.ThreadMXBean;
import io.inferometer.benchmark.forked.AgentInside;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;

/**
 * The application of one JVM: {@code WovenCalls <platform|virtual> <threads> <rounds> <calls> <METHOD|INSTANCES> <on|off>}. Prints
 * {@code result <work> <nanoseconds per call>} for each work and {@code result bytes <bytes per call>} for the woven one.
 */
public final class WovenCalls {

    /** What a tight loop is compiled in; not counted. */
    private static final double WARM_UP = 0.3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final boolean virtual;
    private final int threads;
    private final int rounds;
    private final int calls;
    private final Work[] works;
    private final CyclicBarrier barrier;
    private final Map<Work, long[]> elapsed = new EnumMap<>(Work.class);
    private long allocated;
    private volatile Throwable failure;

    private WovenCalls(boolean virtual, int threads, int rounds, int calls, Work woven) {
        this.virtual = virtual;
        this.threads = threads;
        this.rounds = rounds;
        this.calls = calls;
        this.works = new Work[] {Work.EMPTY, Work.ONE_CLOCK_READ, Work.TWO_CLOCK_READS, woven};
        this.barrier = new CyclicBarrier(threads);
        for (Work work : works) {
            elapsed.put(work, new long[rounds]);
        }
    }

    public static void main(String[] args) throws Exception {
        Work woven = Work.valueOf(args[4]);
        WovenCalls calls = new WovenCalls(
                args[0].equals("virtual"),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                woven);
        if (args[5].equals("off")) {
            AgentInside.find().turnOff();
        }
        calls.run();
        for (Work work : calls.works) {
            String name = work == woven ? "woven" : work.name();
            System.out.println("result " + name + " " + calls.quietest(work));
        }
        System.out.println("result bytes " + calls.bytesPerCall());
        // Some agents keep a JVM alive while they cannot send.
        Runtime.getRuntime().halt(0);
    }

    private void run() throws Exception {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(start(this::measure));
        }
        for (Thread thread : started) {
            thread.join();
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** By reflection: this is compiled for a JDK that has no virtual threads. */
    private Thread start(Runnable task) throws ReflectiveOperationException {
        if (virtual) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private void measure() {
        try {
            for (int round = 0; round < rounds; round++) {
                for (Work work : works) {
                    barrier.await();
                    batch(work, round);
                }
            }
        } catch (Throwable caught) {
            failure = caught;
            barrier.reset();
        }
    }

    private void batch(Work work, int round) {
        long bytes = allocatedBytes();
        long start = clock();
        long result = work.run(calls);
        long end = clock();
        long grown = allocatedBytes() - bytes;
        synchronized (this) {
            elapsed.get(work)[round] += end - start;
            if (work == works[works.length - 1] && round >= warmUpRounds() && result != 0) {
                allocated += grown;
            }
        }
    }

    /** Where threads outnumber cores their CPU time, else wall time: only the latter is defined for virtual threads. */
    private long clock() {
        return threads > Runtime.getRuntime().availableProcessors() && !virtual
                ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    /** Of a virtual thread the JVM does not say: there, what all platform threads allocated, carriers among them. */
    private long allocatedBytes() {
        if (!virtual) {
            return THREADS.getCurrentThreadAllocatedBytes();
        }
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum / threads;
    }

    private int warmUpRounds() {
        return (int) (rounds * WARM_UP);
    }

    private double quietest(Work work) {
        long least = Long.MAX_VALUE;
        for (int round = warmUpRounds(); round < rounds; round++) {
            least = Math.min(least, elapsed.get(work)[round]);
        }
        return (double) least / calls / threads;
    }

    private double bytesPerCall() {
        return (double) allocated / calls / threads / (rounds - warmUpRounds());
    }
}
