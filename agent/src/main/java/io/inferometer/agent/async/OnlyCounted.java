package io.inferometer.agent.async;

import java.util.ArrayDeque;

/** Requests that are not known one by one: how many were accepted, or expired, in which second. The oldest go first. One thread only. */
final class OnlyCounted {

    private static final long SECOND = 1_000_000_000L;

    private static final class Batch {
        private final long time;
        private long count;

        Batch(long time) {
            this.time = time;
        }
    }

    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private long size;

    long size() {
        return size;
    }

    /** @param now not before that of the last call */
    void add(long count, long now) {
        if (count == 0) {
            return;
        }
        Batch latest = batches.peekLast();
        if (latest == null || now - latest.time >= SECOND) {
            latest = new Batch(now);
            batches.add(latest);
        }
        latest.count += count;
        size += count;
    }

    /** Takes one; there must be one. */
    void take() {
        Batch oldest = batches.peekFirst();
        oldest.count--;
        size--;
        if (oldest.count == 0) {
            batches.removeFirst();
        }
    }

    /** Takes all that were accepted before; how many there were. */
    long takeBefore(long time) {
        long taken = 0;
        for (Batch oldest = batches.peekFirst();
                oldest != null && oldest.time - time < 0;
                oldest = batches.peekFirst()) {
            taken += oldest.count;
            batches.removeFirst();
        }
        size -= taken;
        return taken;
    }

    /** About when the oldest was accepted; {@code now} if there is none. */
    long oldest(long now) {
        return batches.isEmpty() ? now : batches.peekFirst().time;
    }
}
