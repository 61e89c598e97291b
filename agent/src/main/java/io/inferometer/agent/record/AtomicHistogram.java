package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram that many threads add to and one thread reads by difference. Counts and sum only grow; minimum and maximum
 * are taken out by the reader.
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
        for (int i = 0; i < last.counts.length; i++) {
            long now = counts.get(i);
            if (now != last.counts[i]) {
                sink.bucket(buckets.lowest() + i, now - last.counts[i]);
                added += now - last.counts[i];
                last.counts[i] = now;
            }
        }
        long zerosNow = zeros.get();
        if (zerosNow != last.zeros) {
            sink.bucket(Integer.MIN_VALUE, zerosNow - last.zeros);
            added += zerosNow - last.zeros;
            last.zeros = zerosNow;
        }
        if (added > 0) {
            long sumNow = sum.get();
            sink.totals(sumNow - last.sum, min.getAndSet(Long.MAX_VALUE), max.getAndSet(0));
            last.sum = sumNow;
        }
        return added;
    }
}
