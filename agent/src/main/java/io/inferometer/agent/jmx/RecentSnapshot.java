package io.inferometer.agent.jmx;

import io.inferometer.exporter.api.Snapshot;
import java.util.function.Supplier;

/** The latest snapshot, taken anew when it is older than half a second: a console reads many attributes at once. Thread-safe. */
final class RecentSnapshot implements Supplier<Snapshot> {

    private static final long MAX_AGE_NANOS = 500_000_000L;

    private final Supplier<Snapshot> source;
    private Snapshot latest;
    private long takenNanos;

    RecentSnapshot(Supplier<Snapshot> source) {
        this.source = source;
    }

    @Override
    public synchronized Snapshot get() {
        long now = System.nanoTime();
        if (latest == null || now - takenNanos > MAX_AGE_NANOS) {
            latest = source.get();
            takenNanos = now;
        }
        return latest;
    }
}
