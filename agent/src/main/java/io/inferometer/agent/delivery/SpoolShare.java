package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.exporter.api.Window;
import java.util.Optional;

/** What the spool keeps for one exporter; nothing for one that does not spool. Thread-safe; waits for the disk unless said otherwise. */
class SpoolShare {

    private final Spool spool;
    private final String exporter;
    private volatile SpoolStats stats = SpoolStats.NONE;

    /** @param spool null for an exporter that does not spool */
    SpoolShare(Spool spool, String exporter) {
        this.spool = spool;
        this.exporter = exporter;
    }

    /** The oldest window on disk; reads it. */
    Optional<Window> oldest() {
        if (spool == null) {
            return Optional.empty();
        }
        Optional<Window> oldest = spool.oldest(exporter);
        refresh();
        return oldest;
    }

    /** The window is settled. Without effect when it is not on disk. */
    void acknowledge(Window window) {
        if (spool != null) {
            spool.acknowledge(exporter, window);
            refresh();
        }
    }

    /** Something was kept, or taken over. */
    synchronized void refresh() {
        if (spool != null) {
            stats = spool.stats(exporter);
        }
    }

    /** As of the latest change. Never blocks: the spool itself answers only once the disk has. */
    SpoolStats stats() {
        return stats;
    }
}
