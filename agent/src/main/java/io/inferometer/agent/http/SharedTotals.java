package io.inferometer.agent.http;

import io.inferometer.exporter.api.Snapshot;
import java.util.concurrent.TimeUnit;

/**
 * The totals that scrapes are answered from. One that begins while another is under way, and not over 100 ms after it, has the
 * same, so that many at once need the memory of few. Used by the listener's thread.
 */
final class SharedTotals {

    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SnapshotSource source;
    private Snapshot latest;
    private long takenNanos;
    private int readers;

    SharedTotals(SnapshotSource source) {
        this.source = source;
    }

    /** Returns the totals for one reader more, which is to {@link #release} them. */
    Snapshot acquire() {
        if (latest == null || System.nanoTime() - takenNanos > MAX_AGE_NANOS) {
            Snapshot totals = source.totals();
            takenNanos = System.nanoTime();
            latest = totals;
        }
        readers++;
        return latest;
    }

    void release() {
        readers--;
        if (readers == 0) {
            latest = null;
        }
    }
}
