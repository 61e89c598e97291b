package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.FirstWindows;
import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Gathers what is to be uploaded, of this JVM's run from disk and memory, of those of ended JVMs from disk. Confined to the exporter's
 * thread.
 */
final class RunBatches {

    private final String ownRun;
    private final Lanes lanes;
    private final SpoolShare spool;
    private final RunNotes notes;
    private final UnaryOperator<Window> excerpt;

    /** Runs of ended JVMs that failed since others had their turn. */
    private final Set<String> postponed = new LinkedHashSet<>();

    /** @param excerpt what is needed of a window on disk */
    RunBatches(String ownRun, Lanes lanes, SpoolShare spool, RunNotes notes, UnaryOperator<Window> excerpt) {
        this.ownRun = ownRun;
        this.lanes = lanes;
        this.spool = spool;
        this.notes = notes;
        this.excerpt = excerpt;
    }

    /**
     * Returns the next windows of this JVM's run; empty if the disk cannot be read now.
     *
     * @param ending whether no others will come
     */
    Optional<RunBatch> own(boolean ending) {
        Optional<FirstWindows> onDisk = spool.first(ownRun, excerpt);
        if (onDisk.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<Long, PendingWindow> all = inMemoryAlone();
        for (Window window : onDisk.get().windows()) {
            all.put(window.number(), new PendingWindow(window, true, 0));
        }
        List<PendingWindow> batch = new ArrayList<>();
        boolean isFull = onDisk.get().more();
        for (PendingWindow window : all.values()) {
            if (batch.size() < FirstWindows.MOST) {
                batch.add(window);
            } else {
                isFull = true;
                lanes.putBack(window);
            }
        }
        return Optional.of(new RunBatch(ownRun, batch, isFull, ending && !isFull));
    }

    /** Takes all windows out of the lanes: those that are on disk are read back from there. */
    private NavigableMap<Long, PendingWindow> inMemoryAlone() {
        NavigableMap<Long, PendingWindow> windows = new TreeMap<>();
        for (PendingWindow window = lanes.takeOldest(); window != null; window = lanes.takeOldest()) {
            if (!window.kept()) {
                windows.put(window.number(), window);
            }
        }
        return windows;
    }

    /** Returns what is next of the runs of ended JVMs; empty if there is nothing, or it cannot be read now. */
    Optional<RunBatch> ended() {
        Set<String> runs = new LinkedHashSet<>(spool.runs());
        runs.addAll(notes.runs());
        runs.remove(ownRun);
        if (postponed.containsAll(runs)) {
            postponed.clear();
        }
        runs.removeAll(postponed);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        String run = runs.iterator().next();
        return spool.first(run, excerpt).map(first -> {
            List<PendingWindow> windows = new ArrayList<>();
            first.windows().forEach(window -> windows.add(new PendingWindow(window, true, 0)));
            return new RunBatch(run, windows, first.more(), !first.more());
        });
    }

    /** Lets the other runs have their turn first. */
    void postpone(RunBatch failed) {
        postponed.add(failed.run());
    }

    /** The windows are settled. */
    void settle(RunBatch done) {
        done.windows().forEach(lanes::settled);
    }

    /** Nobody will try them any more in this JVM. */
    void putBack(RunBatch left) {
        left.windows().forEach(lanes::putBack);
    }
}
