package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** All push exporters that are configured. Thread-safe. */
public final class PushExporters {

    /** How long the last windows may take to disk when nothing else is waited for. */
    private static final Duration TO_DISK = Duration.ofSeconds(1);

    /** What of {@code timeout} is left for writing what could not be delivered, at most. */
    private static final Duration TO_LEAVE = Duration.ofMillis(100);

    /** How long the last attempts may fail when nothing is lost by leaving. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final List<ExporterRunner> runners = new ArrayList<>();
    private final List<ExporterRunner> spooling = new ArrayList<>();
    private final WriteAhead writeAhead;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts one thread per exporter, and one for the spool when there is one.
     *
     * @param names push exporters, each known to {@link Families}
     * @param spool for those that spool; null when there are none
     * @param newThread makes daemon threads
     */
    public PushExporters(
            List<String> names, Families families, ExporterContext context, Spool spool, ThreadFactory newThread) {
        for (String name : names) {
            boolean spools = spool != null && Families.spools(name);
            ExporterRunner runner =
                    new ExporterRunner(name, families, context, new SpoolShare(spools ? spool : null, name));
            runners.add(runner);
            if (spools) {
                spooling.add(runner);
            }
            threads.add(named(newThread.newThread(runner), "inferometer-exporter-" + name));
        }
        writeAhead = new WriteAhead(spool, spooling, context);
        if (!spooling.isEmpty()) {
            threads.add(named(newThread.newThread(writeAhead), "inferometer-spool"));
        }
        threads.forEach(Thread::start);
    }

    private static Thread named(Thread thread, String name) {
        thread.setName(name);
        return thread;
    }

    public boolean isEmpty() {
        return runners.isEmpty();
    }

    /** Never blocks. */
    public void offer(Window window) {
        if (!spooling.isEmpty()) {
            writeAhead.offer(window);
        }
        if (runners.size() > spooling.size()) {
            Waiting waiting = Waiting.of(window, false);
            for (ExporterRunner runner : runners) {
                if (!spooling.contains(runner) && runner.wantsWindows()) {
                    runner.lanes().offer(waiting);
                }
            }
        }
    }

    public List<ExporterStats> stats() {
        List<ExporterStats> stats = new ArrayList<>();
        for (ExporterRunner runner : runners) {
            boolean waits = spooling.contains(runner) && runner.wantsWindows();
            stats.add(runner.stats(waits ? writeAhead.size() : 0));
        }
        return stats;
    }

    public boolean isEnabled(String name) {
        return runner(name).lanes().isEnabled();
    }

    /** An exporter that is off sends nothing, and no windows are kept for it; those kept before wait until it is on again. */
    public void setEnabled(String name, boolean enabled) {
        runner(name).lanes().setEnabled(enabled);
    }

    private ExporterRunner runner(String name) {
        return runners.stream()
                .filter(runner -> runner.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Writes the last windows to disk, delivers those of the live lanes, each exporter by itself, and ends. For an exporter whose
     * backend is away nothing is waited for longer than a second, if what it has is on disk. A disk that does not answer is given
     * up in the same time, or after a second if that is longer.
     *
     * @param timeout how long delivering may take in all
     * @return what is left, of each exporter that leaves anything
     */
    public List<Leftover> close(Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + timeout.toNanos() - Math.min(TO_LEAVE.toNanos(), timeout.toNanos() / 10);
        long diskDeadline = start + Math.max(TO_DISK.toNanos(), timeout.toNanos());
        writeAhead.close();
        while (writeAhead.size() > 0 && System.nanoTime() < diskDeadline) {
            Thread.sleep(1);
        }
        runners.forEach(runner -> runner.lanes().close(deadline));
        long closed = System.nanoTime();
        for (ExporterRunner runner : runners) {
            while (!runner.hasEnded()
                    && System.nanoTime() < deadline
                    && runner.hopelessNanos(closed) < IN_VAIN.toNanos()) {
                Thread.sleep(1);
            }
        }
        keepRest(diskDeadline);
        return leftovers();
    }

    /** The disk may be usable again by now. */
    private void keepRest(long deadline) throws InterruptedException {
        if (spooling.isEmpty()) {
            return;
        }
        List<WriteAhead.Rest> rest = new ArrayList<>();
        for (ExporterRunner runner : spooling) {
            for (Waiting waiting : runner.lanes().takeAll()) {
                if (!waiting.kept()) {
                    rest.add(new WriteAhead.Rest(runner, waiting.window()));
                }
            }
        }
        writeAhead.finish(rest, deadline);
    }

    private List<Leftover> leftovers() {
        List<Leftover> leftovers = new ArrayList<>();
        for (ExporterRunner runner : runners) {
            ExporterStats stats = runner.stats(spooling.contains(runner) ? writeAhead.size() : 0);
            if (stats.pending() > 0) {
                leftovers.add(new Leftover(stats.name(), stats.spooled(), stats.pending() - stats.spooled()));
            }
        }
        return leftovers;
    }
}
