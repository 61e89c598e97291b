package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.exporter.api.Window;
import java.util.Optional;

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
