package io.inferometer.agent.async;

import java.util.concurrent.atomic.AtomicLong;

/** The requests beyond {@code async.max-tracked}, of which only the number in the backlog is known. Guarded by the tracker's monitor. */
final class UntrackedRequests {

    /** How many there were so far; sites count, too. */
    private final AtomicLong all;

    /** How many of those are in the backlog, or were. */
    private long taken;

    private final OnlyCounted waiting = new OnlyCounted();

    /** Those that expired a moment ago without an EXPIRE, which may still come. */
    private final OnlyCounted expired = new OnlyCounted();

    UntrackedRequests(AtomicLong all) {
        this.all = all;
    }

    /** Takes those that were counted since the last call. Returns how many there were. */
    long takeFurther(long now) {
        long further = all.get() - taken;
        waiting.add(further, now);
        taken += further;
        return further;
    }

    boolean isEmpty() {
        return waiting.size() == 0;
    }

    /** Something is known of one of them now; there must be one. */
    void take() {
        waiting.take();
    }

    /** What was taken for one of them is another request. */
    void putBack(long now) {
        waiting.add(1, now);
    }

    /** Ends those that were accepted before. Returns how many there were. */
    long expireBefore(long time, long now) {
        long count = waiting.takeBefore(time);
        expired.add(count, now);
        return count;
    }

    /** Whether an EXPIRE is of one that expired by itself; of one only. */
    boolean takeExpired() {
        boolean isKnown = expired.size() > 0;
        if (isKnown) {
            expired.take();
        }
        return isKnown;
    }

    void forgetExpiredBefore(long time) {
        expired.takeBefore(time);
    }

    /** About when the oldest was accepted; {@code now} if there is none. */
    long oldest(long now) {
        return waiting.oldest(now);
    }
}
