package io.inferometer.agent.spool;

import java.util.function.Consumer;

/** How many windows were dropped before they were delivered, by exporter. Not thread-safe. */
final class ExpiredWindows {

    private final long[] counts;

    /** Windows that were dropped although an exporter waits for them that this JVM does not have. */
    private long ofOthers;

    /** @param exporters how many this JVM has */
    ExpiredWindows(int exporters) {
        counts = new long[exporters];
    }

    /** Nobody waits for this window any longer; for each exporter of this JVM that did it counts as expired. */
    void add(Segment segment, int ordinal) {
        PendingWindows pending = segment.pending();
        for (int exporter = 0; exporter < counts.length; exporter++) {
            int position = segment.position(exporter);
            if (position >= 0 && pending.isPending(ordinal, position)) {
                pending.acknowledge(ordinal, position);
                counts[exporter]++;
            }
        }
        ofOthers += pending.exporters(ordinal) == 0 ? 0 : 1;
        pending.acknowledgeAll(ordinal);
    }

    long count(int exporter) {
        return counts[exporter];
    }

    int exporters() {
        return counts.length;
    }

    /** Tells in one line of those that only others waited for, since the last call. */
    void tellOfOthers(Consumer<String> warn) {
        if (ofOthers > 0) {
            warn.accept(ofOthers
                    + " windows of ended JVMs were dropped, which were kept for exporters, or destinations,"
                    + " that this JVM does not have");
        }
        ofOthers = 0;
    }
}
