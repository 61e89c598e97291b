package io.inferometer.benchmark.aggregation;

import io.inferometer.benchmark.agents.Scorer;
import io.inferometer.benchmark.forked.AgentInside;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The application of one JVM: {@code AggregationLoad <idle seconds> <seconds of each load> [bare]}. Prints {@code result <name>
 * <number>} lines; {@code bare}, without an agent, what the heap holds.
 */
public final class AggregationLoad {

    private static final int THREADS = 64;
    private static final int FLAT_OUT = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long PERIOD_NANOS = 1_000;

    /** As long as an agent takes to see that nothing is recorded any more. */
    private static final long QUIET_MILLIS = 15_000;

    private static final long WARM_UP_NANOS = 3 * NANOS_PER_SECOND;

    /** As long as start-up threads need, and as a reading over JMX may be old. */
    private static final long REST_MILLIS = 3_000;

    private final Scorer scorer = new Scorer();
    private final long idleMillis;
    private final long loadNanos;

    private AggregationLoad(int idleSeconds, int loadSeconds) {
        idleMillis = idleSeconds * 1_000L;
        loadNanos = loadSeconds * NANOS_PER_SECOND;
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 2) {
            HeapUse.now();
            tell("heap", (double) HeapUse.now().total());
            return;
        }
        AgentInside agent = AgentInside.find();
        AggregationLoad load = new AggregationLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Thread.sleep(QUIET_MILLIS);
        load.doNothing();
        load.callOnManyThreads();
        load.callAtAPace(agent);
        load.callFlatOut(agent);
    }

    private static void tell(String name, double value) {
        System.out.println("result " + name + " " + value);
    }

    private void doNothing() throws Exception {
        long aggregator = AgentTasks.waits(AgentTasks.AGGREGATOR);
        long all = AgentTasks.waits(AgentTasks.ANY);
        Thread.sleep(idleMillis);
        double seconds = idleMillis / 1e3;
        tell("wake-ups-aggregator", (AgentTasks.waits(AgentTasks.AGGREGATOR) - aggregator) / seconds);
        tell("wake-ups-all", (AgentTasks.waits(AgentTasks.ANY) - all) / seconds);
        HeapUse.now();
        HeapUse idle = HeapUse.now();
        tell("heap", (double) idle.total());
    }

    private void callOnManyThreads() throws Exception {
        scorer.score();
        HeapUse before = HeapUse.now();
        CountDownLatch called = new CountDownLatch(THREADS);
        CountDownLatch measured = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(start(() -> {
                scorer.score();
                called.countDown();
                try {
                    measured.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        called.await();
        tell("thread-bytes", (double) (HeapUse.now().recording() - before.recording()) / THREADS);
        measured.countDown();
        join(threads);
    }

    private void callAtAPace(AgentInside agent) throws Exception {
        join(List.of(start(() -> pace(WARM_UP_NANOS))));
        long calls = atRest(agent, "Aggregated");
        long cpu = AgentTasks.cpuNanos(AgentTasks.AGGREGATOR);
        join(List.of(start(() -> pace(loadNanos))));
        cpu = AgentTasks.cpuNanos(AgentTasks.AGGREGATOR) - cpu;
        tell("paced-nanos", (double) cpu / (atRest(agent, "Aggregated") - calls));
    }

    private void pace(long nanos) {
        long start = System.nanoTime();
        long due = start;
        while (due - start < nanos) {
            due += PERIOD_NANOS;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            scorer.score();
        }
    }

    private void callFlatOut(AgentInside agent) throws Exception {
        long recorded = atRest(agent, "Recorded");
        long aggregated = agent.calls("Aggregated");
        long folded = agent.calls("Folded");
        HeapUse before = HeapUse.now();
        long cpu = AgentTasks.cpuNanos(AgentTasks.AGGREGATOR);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < FLAT_OUT; i++) {
            threads.add(start(this::loop));
        }
        join(threads);
        recorded = atRest(agent, "Recorded") - recorded;
        cpu = AgentTasks.cpuNanos(AgentTasks.AGGREGATOR) - cpu;
        tell("bulk-nanos", (double) cpu / (agent.calls("Aggregated") - aggregated));
        tell("folded-percent", 100.0 * (agent.calls("Folded") - folded) / recorded);
        tell("pool-bytes", (double) (HeapUse.now().recording() - before.recording()));
    }

    private void loop() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < loadNanos) {
            for (int i = 0; i < 10_000; i++) {
                scorer.score();
            }
        }
    }

    private static long atRest(AgentInside agent, String counter) throws Exception {
        Thread.sleep(REST_MILLIS);
        return agent.calls(counter);
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
