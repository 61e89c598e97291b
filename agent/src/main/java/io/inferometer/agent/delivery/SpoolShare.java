package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.FirstWindows;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.exporter.api.NotesInMemory;
import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the spool keeps for one exporter; nothing for one that does not spool. Thread-safe; waits for the disk unless said otherwise. */
class SpoolShare {

    private final Spool spool;
    private final String exporter;

    /** @param spool null for an exporter that does not spool */
    SpoolShare(Spool spool, String exporter) {
        this.spool = spool;
        this.exporter = exporter;
    }

    /** The oldest window on disk; reads it. */
    Optional<Window> oldest() {
        return spool == null ? Optional.empty() : spool.oldest(exporter);
    }

    /**
     * The first windows of a run on disk; empty if they cannot be read now. Reads them.
     *
     * @param excerpt what is needed of a window
     */
    Optional<FirstWindows> first(String run, UnaryOperator<Window> excerpt) {
        return spool == null ? Optional.of(FirstWindows.NONE) : spool.first(exporter, run, excerpt);
    }

    /** The runs of which windows are on disk. */
    Set<String> runs() {
        return spool == null ? Set.of() : spool.runs(exporter);
    }

    /** What the exporter remembers of runs. */
    RunNotes notes() {
        return spool == null ? new NotesInMemory() : spool.notes(exporter);
    }

    /** The window is settled. Without effect when it is not on disk. */
    void acknowledge(Window window) {
        if (spool != null) {
            spool.acknowledge(exporter, window);
        }
    }

    /** Never waits. */
    SpoolStats stats() {
        return spool == null ? SpoolStats.NONE : spool.stats(exporter);
    }
}
