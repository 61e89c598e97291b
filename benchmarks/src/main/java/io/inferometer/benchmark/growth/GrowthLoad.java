package io.inferometer.benchmark.growth;

import io.inferometer.benchmark.aggregation.AgentTasks;
import io.inferometer.benchmark.aggregation.HeapUse;
import io.inferometer.benchmark.forked.AgentInside;
import io.inferometer.benchmark.idle.ProcessMemory;
import io.inferometer.benchmark.startup.ManyClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * The application of one JVM: {@code GrowthLoad <models> <threads> <classes> <seconds> <bare|agent>}. Prints {@code result <name> <number>}
 * lines; {@code bare}, without an agent, what is resident only.
 */
public final class GrowthLoad {

    private static final int CALLS_PER_SECOND = 200_000;
    private static final int BURSTS_PER_SECOND = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double KIBIBYTE = 1024;

    /** As long as an agent takes to start, and as a reading over JMX may be old. */
    private static final long REST_MILLIS = 2_000;

    private final NamedScorer scorer = new NamedScorer();
    private final String[] models;
    private final int threads;

    private GrowthLoad(Size size) {
        models = new String[size.models()];
        for (int i = 0; i < models.length; i++) {
            models[i] = "model-" + i;
        }
        threads = size.threads();
    }

    public static void main(String[] args) throws Exception {
        Size size = Size.parse(args);
        int seconds = Integer.parseInt(args[3]);
        boolean isBare = args[4].equals("bare");
        Thread.sleep(REST_MILLIS);
        AgentInside agent = isBare ? null : AgentInside.find();
        long recordingBefore = HeapUse.now().recording();
        ManyClasses.load(size.classes());
        GrowthLoad load = new GrowthLoad(size);
        load.call(1, () -> {});
        long calls = isBare ? 0 : atRest(agent);
        long cpu = isBare ? 0 : AgentTasks.cpuNanos(AgentTasks.AGGREGATOR);
        load.call(seconds, () -> {
            tell("resident", ProcessMemory.of("self").residentMib());
            if (!isBare) {
                double nanos = AgentTasks.cpuNanos(AgentTasks.AGGREGATOR) - cpu;
                tell("cpu-per-call", nanos / (atRest(agent) - calls));
                tell("cpu-percent", 100 * nanos / NANOS_PER_SECOND / seconds);
                tell("recording", (HeapUse.now().recording() - recordingBefore) / KIBIBYTE);
                tell("folded", (double) agent.calls("Folded"));
            }
        });
    }

    private static void tell(String name, double value) {
        System.out.println("result " + name + " " + value);
    }

    private static long atRest(AgentInside agent) throws Exception {
        Thread.sleep(REST_MILLIS);
        return agent.calls("Aggregated");
    }

    /** What is read of this process while its threads wait. */
    @FunctionalInterface
    private interface Reading {
        void read() throws Exception;
    }

    private void call(int seconds, Reading then) throws Exception {
        CountDownLatch called = new CountDownLatch(threads);
        CountDownLatch read = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                pace(first, seconds);
                called.countDown();
                try {
                    read.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            started.add(thread);
        }
        called.await();
        then.read();
        read.countDown();
        for (Thread thread : started) {
            thread.join();
        }
    }

    private void pace(int first, int seconds) {
        int model = first;
        int burst = CALLS_PER_SECOND / BURSTS_PER_SECOND / threads;
        long start = System.nanoTime();
        for (int i = 0; i < seconds * BURSTS_PER_SECOND; i++) {
            for (int call = 0; call < burst; call++) {
                scorer.score(models[model++ % models.length]);
            }
            long due = start + (i + 1) * NANOS_PER_SECOND / BURSTS_PER_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
