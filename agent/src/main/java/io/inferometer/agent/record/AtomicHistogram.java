package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A histogram that many threads add to and one thread empties. Memory follows the range of its values: half a KiB per octave
 * that ever had one.
 *
 * <p>A value's sum, minimum and maximum are added before its count, and a drain may fall in between. Over all drains
 * everything is exact. In one of them the sum of a value may come ahead of its count, and the minimum or maximum may be
 * another of the same bucket.
 */
public final class AtomicHistogram {

    private static final int OCTAVE = 1 << Buckets.SCALE;

    private final Buckets buckets;
    private final int firstOctave;

    /** The counts of each octave; null before its first value. */
    private final AtomicReferenceArray<AtomicLongArray> octaves;

    private final AtomicLong zeros = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final AtomicLong min = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong max = new AtomicLong();

    /** The reader's: of all that it took. */
    private long least = Long.MAX_VALUE;

    private long greatest;

    AtomicHistogram(Buckets buckets) {
        this.buckets = buckets;
        this.firstOctave = buckets.lowest() >> Buckets.SCALE;
        this.octaves = new AtomicReferenceArray<>((buckets.highest() >> Buckets.SCALE) - firstOctave + 1);
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
            int index = buckets.index(value);
            octave((index >> Buckets.SCALE) - firstOctave).getAndIncrement(index & (OCTAVE - 1));
        }
    }

    private AtomicLongArray octave(int number) {
        AtomicLongArray counts = octaves.get(number);
        if (counts == null) {
            octaves.compareAndSet(number, null, new AtomicLongArray(OCTAVE));
            counts = octaves.get(number);
        }
        return counts;
    }

    /** Where what is taken goes. */
    public interface Sink {
        /**
         * @param index the bucket, or {@link Integer#MIN_VALUE} for the value zero
         * @param count how many values
         */
        void bucket(int index, long count);

        /** Called once after the buckets, when there was any value. */
        void totals(long sum, long min, long max);
    }

    /**
     * One thread only: gives {@code sink} what was added since the last time.
     *
     * @return how many values that were
     */
    public long drain(Sink sink) {
        long added = 0;
        int from = Integer.MAX_VALUE;
        int to = Integer.MIN_VALUE;
        for (int octave = 0; octave < octaves.length(); octave++) {
            AtomicLongArray counts = octaves.get(octave);
            for (int i = 0; counts != null && i < OCTAVE; i++) {
                if (counts.get(i) != 0) {
                    long count = counts.getAndSet(i, 0);
                    int index = ((firstOctave + octave) << Buckets.SCALE) + i;
                    from = Math.min(from, index);
                    to = index;
                    sink.bucket(index, count);
                    added += count;
                }
            }
        }
        boolean zero = zeros.get() != 0;
        if (zero) {
            long count = zeros.getAndSet(0);
            sink.bucket(Integer.MIN_VALUE, count);
            added += count;
        }
        if (added > 0) {
            long total = sum.getAndSet(0);
            long smallest = zero ? takeMin(0, 0) : takeMin(buckets.smallestIn(from), buckets.greatestIn(from));
            long largest = to < from ? takeMax(0, 0) : takeMax(buckets.smallestIn(to), buckets.greatestIn(to));
            // Taken one after the other, they may be those of different values of one bucket.
            sink.totals(total, Math.min(smallest, largest), largest);
        }
        return added;
    }

    /** The minimum of what was counted, which lies within {@code from} and {@code to}. */
    private long takeMin(long from, long to) {
        long taken = min.getAndSet(Long.MAX_VALUE);
        least = Math.min(least, taken);
        if (taken < from) {
            // Of a value whose count is yet to come.
            min.accumulateAndGet(taken, Math::min);
            return from;
        }
        // Above: that of this value was taken with an earlier drain.
        return taken <= to ? taken : Math.min(to, Math.max(from, least));
    }

    /** The maximum, likewise. */
    private long takeMax(long from, long to) {
        long taken = max.getAndSet(0);
        greatest = Math.max(greatest, taken);
        if (taken > to) {
            max.accumulateAndGet(taken, Math::max);
            return to;
        }
        return taken >= from ? taken : Math.max(from, Math.min(to, greatest));
    }
}
