package io.inferometer.agent.delivery;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** All push exporters that are configured. Thread-safe. */
public final class PushExporters {

    /** How long writing the rest may take at most, of what delivering was given. */
    private static final Duration LEAVING = Duration.ofMillis(200);

    /** How long the last attempts may fail when nothing is lost by leaving. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final List<ExporterRunner> runners = new ArrayList<>();
    private final List<ExporterRunner> spooling = new ArrayList<>();
    private final Spool spool;
    private final WriteAhead writeAhead;
    private final List<Thread> threads = new ArrayList<>();
    private int started;

    /** Being handed over, to whom, and to how many of them it was; null in between. */
    private PendingWindow offered;

    private List<ExporterRunner> receivers;
    private int passed;

    /**
     * Starts nothing yet.
     *
     * @param names push exporters, each in {@link ExporterTable}
     * @param spool for those that spool; null when there are none
     * @param errors takes what their threads survive
     */
    public PushExporters(
            List<String> names, Families families, ExporterContext context, Spool spool, ThreadErrors errors) {
        for (String name : names) {
            boolean spools = spool != null && ExporterTable.row(name).spools();
            SpoolShare share = new SpoolShare(spools ? spool : null, name);
            ExporterRunner runner = new ExporterRunner(name, families, context, share, errors);
            runners.add(runner);
            if (spools) {
                spooling.add(runner);
            }
            threads.add(new AgentThread("exporter-".concat(name), runner, errors));
        }
        this.spool = spool;
        writeAhead = new WriteAhead(spool, spooling, errors);
        if (!spooling.isEmpty()) {
            threads.add(new AgentThread("spool", writeAhead, errors));
        }
    }

    /** Starts one thread per exporter, and one for the spool when there is one. Goes on where it was stopped by an error. */
    public void start() {
        for (; started < threads.size(); started++) {
            threads.get(started).start();
        }
    }

    /** One per exporter, in their order, then the spool's. */
    List<Thread> threads() {
        return threads;
    }

    /** How many earlier JVMs of this service ended without notice; empty where that is not known. Never waits. */
    public OptionalInt crashes() {
        return spool == null ? OptionalInt.empty() : spool.crashes();
    }

    public boolean isEmpty() {
        return runners.isEmpty();
    }

    /** One thread only; never blocks. When it throws, it is called again with the same window, and nobody gets that twice. */
    public void offer(Window window) {
        if (offered == null) {
            PendingWindow inMemory = PendingWindow.of(window, false);
            List<ExporterRunner> all = new ArrayList<>();
            List<ExporterRunner> unspooled = new ArrayList<>();
            for (ExporterRunner runner : runners) {
                if (runner.wantsWindows()) {
                    all.add(runner);
                    if (!spooling.contains(runner)) {
                        unspooled.add(runner);
                    }
                }
            }
            Window untaken = spooling.isEmpty() ? window : writeAhead.offer(window);
            passed = 0;
            receivers = untaken == null ? unspooled : all;
            offered = untaken == null ? inMemory : new PendingWindow(untaken, false, inMemory.bytes());
        }
        for (; passed < receivers.size(); passed++) {
            receivers.get(passed).lanes().offer(offered);
        }
        offered = null;
        receivers = null;
    }

    public List<ExporterStats> stats() {
        List<ExporterStats> stats = new ArrayList<>();
        for (ExporterRunner runner : runners) {
            boolean waits = spooling.contains(runner) && runner.wantsWindows();
            stats.add(runner.stats(waits ? writeAhead.unwritten() : 0));
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
     * backend is away nothing is waited for longer than a second, if what it has is on disk. Whatever disk and backends do, this
     * ends in time.
     *
     * @param deadline when delivering ends, as {@link System#nanoTime} tells it
     * @param onDisk when writing ends, likewise; not before
     * @return what is left, of each exporter that leaves anything
     */
    public List<UndeliveredWindows> close(long deadline, long onDisk) throws InterruptedException {
        writeAhead.finish();
        while (!writeAhead.isPassedOn() && System.nanoTime() - onDisk < 0) {
            Thread.sleep(1);
        }
        long closed = System.nanoTime();
        // The rest is for what must be written because it was not delivered.
        long delivered = deadline - Math.min(Math.max(0, deadline - closed) / 8, LEAVING.toNanos());
        runners.forEach(runner -> runner.lanes().close(delivered));
        for (ExporterRunner runner : runners) {
            while (!runner.hasEnded()
                    && System.nanoTime() - delivered < 0
                    && runner.failedNanos(closed) < IN_VAIN.toNanos()) {
                Thread.sleep(1);
            }
        }
        writeAhead.leave();
        while (!spooling.isEmpty() && !writeAhead.hasLeft() && System.nanoTime() - onDisk < 0) {
            Thread.sleep(1);
        }
        return leftovers();
    }

    private List<UndeliveredWindows> leftovers() {
        List<UndeliveredWindows> leftovers = new ArrayList<>();
        for (ExporterRunner runner : runners) {
            ExporterStats stats = runner.stats(spooling.contains(runner) ? writeAhead.unwritten() : 0);
            // Of one that is off, that has been said.
            if (stats.pending() > 0 && !runner.isOff()) {
                leftovers.add(new UndeliveredWindows(stats.name(), stats.spooled(), stats.pending() - stats.spooled()));
            }
        }
        return leftovers;
    }
}
