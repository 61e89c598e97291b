package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram that many threads add to and one thread reads by difference. Counts and sum only grow; minimum and maximum
 * are taken out by the reader.
 *
 * <p>A value's sum, minimum and maximum are added before its count, and a reading may fall in between. Over all readings
 * everything is exact. In one of them the sum of a value may come ahead of its count, and the minimum or maximum may be
 * another of the same bucket.
 */
public final class AtomicHistogram {

    private final Buckets buckets;
    private final AtomicLongArray counts;
    private final AtomicLong zeros = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final AtomicLong min = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong max = new AtomicLong();

    AtomicHistogram(Buckets buckets) {
        this.buckets = buckets;
        this.counts = new AtomicLongArray(buckets.count());
    }

    void add(long value) {
        if (value < min.getPlain()) {
            min.accumulateAndGet(value, Math::min);
        }
        if (value > max.getPlain()) {
            max.accumulateAndGet(value, Math::max);
        }
        sum.getAndAdd(value);
        if (value == 0) {
            zeros.getAndIncrement();
        } else {
            counts.getAndIncrement(buckets.index(value) - buckets.lowest());
        }
    }

    /** What the one reader took last. */
    public static final class Reading {
        private final long[] counts;
        private long zeros;
        private long sum;
        private long least = Long.MAX_VALUE;
        private long greatest;

        private Reading(int size) {
            counts = new long[size];
        }
    }

    /** Where differences go. */
    public interface Sink {
        /**
         * @param index the bucket, or {@link Integer#MIN_VALUE} for the value zero
         * @param count how many values were added since
         */
        void bucket(int index, long count);

        /** Called once after the buckets, when there was any difference. */
        void totals(long sum, long min, long max);
    }

    public Reading newReading() {
        return new Reading(counts.length());
    }

    /**
     * One thread only: gives {@code sink} what was added since {@code last} was brought up to date.
     *
     * @return how many values that were
     */
    public long drain(Reading last, Sink sink) {
        long added = 0;
        int from = -1;
        int to = -1;
        for (int i = 0; i < last.counts.length; i++) {
            long now = counts.get(i);
            if (now != last.counts[i]) {
                from = from < 0 ? i : from;
                to = i;
                sink.bucket(buckets.lowest() + i, now - last.counts[i]);
                added += now - last.counts[i];
                last.counts[i] = now;
            }
        }
        long zerosNow = zeros.get();
        boolean zero = zerosNow != last.zeros;
        if (zero) {
            sink.bucket(Integer.MIN_VALUE, zerosNow - last.zeros);
            added += zerosNow - last.zeros;
            last.zeros = zerosNow;
        }
        if (added > 0) {
            long sumNow = sum.get();
            long least = zero ? takeMin(last, 0, 0) : takeMin(last, smallestIn(from), greatestIn(from));
            long greatest = to < 0 ? takeMax(last, 0, 0) : takeMax(last, smallestIn(to), greatestIn(to));
            // Taken one after the other, they may be those of different values of one bucket.
            sink.totals(sumNow - last.sum, Math.min(least, greatest), greatest);
            last.sum = sumNow;
        }
        return added;
    }

    private long smallestIn(int i) {
        return buckets.smallestIn(buckets.lowest() + i);
    }

    private long greatestIn(int i) {
        return buckets.greatestIn(buckets.lowest() + i);
    }

    /** The minimum of what was counted, which lies within {@code from} and {@code to}. */
    private long takeMin(Reading last, long from, long to) {
        long taken = min.getAndSet(Long.MAX_VALUE);
        last.least = Math.min(last.least, taken);
        if (taken < from) {
            // Of a value whose count is yet to come.
            min.accumulateAndGet(taken, Math::min);
            return from;
        }
        // Above: that of this value was taken with an earlier reading.
        return taken <= to ? taken : Math.min(to, Math.max(from, last.least));
    }

    /** The maximum, likewise. */
    private long takeMax(Reading last, long from, long to) {
        long taken = max.getAndSet(0);
        last.greatest = Math.max(last.greatest, taken);
        if (taken > to) {
            max.accumulateAndGet(taken, Math::max);
            return to;
        }
        return taken >= from ? taken : Math.max(from, Math.min(to, last.greatest));
    }
}
