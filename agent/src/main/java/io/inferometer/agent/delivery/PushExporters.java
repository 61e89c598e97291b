package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** All push exporters that are configured. Thread-safe. */
public final class PushExporters {

    /** Windows that may wait for one exporter: almost three hours of ten-second ones. */
    static final int QUEUE_CAPACITY = 1000;

    private final List<ExporterRunner> runners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts one thread per exporter.
     *
     * @param names push exporters, each known to {@link Families}
     * @param newThread makes daemon threads
     */
    public PushExporters(List<String> names, Families families, ExporterContext context, ThreadFactory newThread) {
        for (String name : names) {
            ExporterRunner runner = new ExporterRunner(name, families, context, QUEUE_CAPACITY);
            Thread thread = newThread.newThread(runner);
            thread.setName("inferometer-exporter-" + name);
            runners.add(runner);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    public boolean isEmpty() {
        return runners.isEmpty();
    }

    /** Never blocks. */
    public void offer(Window window) {
        for (ExporterRunner runner : runners) {
            runner.offer(window);
        }
    }

    public List<ExporterStats> stats() {
        List<ExporterStats> stats = new ArrayList<>();
        for (ExporterRunner runner : runners) {
            stats.add(runner.stats());
        }
        return stats;
    }

    public boolean isEnabled(String name) {
        return runner(name).isEnabled();
    }

    public void setEnabled(String name, boolean enabled) {
        runner(name).setEnabled(enabled);
    }

    private ExporterRunner runner(String name) {
        return runners.stream()
                .filter(runner -> runner.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Delivers what waits, each exporter by itself, and ends.
     *
     * @param timeout how long that may take in all
     * @return how many windows are left
     */
    public int close(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        runners.forEach(runner -> runner.close(deadline));
        for (Thread thread : threads) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis > 0) {
                thread.join(millis);
            }
        }
        return runners.stream()
                .mapToInt(runner -> (int) runner.stats().pending())
                .sum();
    }
}
