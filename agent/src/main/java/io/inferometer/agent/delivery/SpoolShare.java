package io.inferometer.agent.delivery;

import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolStats;
import io.inferometer.exporter.api.Window;
import java.util.Optional;

/** What the spool keeps for one exporter; nothing for one that does not spool. Thread-safe. */
interface SpoolShare {

    SpoolShare NONE = new SpoolShare() {
        @Override
        public Optional<Window> oldest() {
            return Optional.empty();
        }

        @Override
        public void acknowledge(Window window) {}

        @Override
        public SpoolStats stats() {
            return SpoolStats.NONE;
        }
    };

    static SpoolShare of(Spool spool, String exporter) {
        return new SpoolShare() {
            @Override
            public Optional<Window> oldest() {
                return spool.oldest(exporter);
            }

            @Override
            public void acknowledge(Window window) {
                spool.acknowledge(exporter, window);
            }

            @Override
            public SpoolStats stats() {
                return spool.stats(exporter);
            }
        };
    }

    /** The oldest window on disk; reads it. */
    Optional<Window> oldest();

    /** The window is settled. Without effect when it is not on disk. */
    void acknowledge(Window window);

    SpoolStats stats();
}
