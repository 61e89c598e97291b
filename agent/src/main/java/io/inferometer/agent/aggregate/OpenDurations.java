package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.CallBatch;
import java.util.Arrays;

/**
 * The distributions that calls of models by turns go into, found by one index. Known from a series' first call in a drain to the end of the
 * drain, within which no slice ends. The loop that counts has no call and no branch that depends on chance, so that a processor is at work on
 * several calls at the same time, and waits for the memory of several models at once. One thread only.
 */
abstract class OpenDurations extends CallBatch {

    private static final HistogramBuilder[] NONE = {};

    /** By series; null where there was no call. */
    private HistogramBuilder[] known = NONE;

    /** The first of the batch that is not counted; not 0 only where an error has left some over. */
    private int next;

    private long counted;

    /**
     * Counts a series' first call in a drain, or one that does not fit the distribution as it is. Where it throws, it has not.
     *
     * @return where it was counted, which is the place for others of this model and outcome
     */
    abstract HistogramBuilder countFirst(int model, int outcome, int duration);

    @Override
    protected boolean isHalfCounted() {
        return next > 0;
    }

    @Override
    public void count() {
        if (size == 0) {
            // Before the first call of all, the boundaries of buckets are not needed.
            return;
        }
        int begin = next;
        int at = begin;
        int end = size;
        int[] ofSeries = series;
        int[] ofNanos = nanos;
        HistogramBuilder[] durations = known;
        Buckets buckets = Buckets.DURATIONS;
        try {
            for (; at < end; at++) {
                int each = ofSeries[at];
                HistogramBuilder into = each < durations.length ? durations[each] : null;
                if (into == null || !into.tryAdd(buckets, ofNanos[at])) {
                    durations = countSlowly(each, ofNanos[at]);
                }
            }
            size = 0;
        } finally {
            next = size == 0 ? 0 : at;
            counted += at - begin;
        }
    }

    private HistogramBuilder[] countSlowly(int each, int duration) {
        if (each >= known.length) {
            known = Arrays.copyOf(known, each + 1 + each / 2);
        }
        known[each] = countFirst(model(each), outcome(each), duration);
        return known;
    }

    /** How many calls it has counted. */
    long counted() {
        return counted;
    }

    /** A drain begins: each series has a first call again. What the one before left over is counted, as of then. */
    void begin() {
        if (size > 0) {
            forget();
            count();
        }
        forget();
    }

    private void forget() {
        Arrays.fill(known, null);
    }

    @Override
    public void release() {
        super.release();
        known = NONE;
    }
}
