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

    /** Gets the memory that {@link #add} needs for this value, which then needs none. */
    void prepare(long value) {
        if (value != 0) {
            octave(buckets.index(value));
        }
    }

    void add(long value) {
        AtomicLongArray octave = null;
        int index = 0;
        if (value != 0) {
            index = buckets.index(value);
            octave = octave(index);
        }
        lowerMin(value);
        raiseMax(value);
        sum.getAndAdd(value);
        if (octave == null) {
            zeros.getAndIncrement();
        } else {
            octave.getAndIncrement(index & (OCTAVE - 1));
        }
    }

    // Loops, and no functions: linking one the first time takes memory.
    private void lowerMin(long value) {
        for (long least = min.get(); value < least; least = min.get()) {
            if (min.compareAndSet(least, value)) {
                return;
            }
        }
    }

    private void raiseMax(long value) {
        for (long most = max.get(); value > most; most = max.get()) {
            if (max.compareAndSet(most, value)) {
                return;
            }
        }
    }

    private AtomicLongArray octave(int index) {
        int number = (index >> Buckets.SCALE) - firstOctave;
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
         * @param count how many values; none of them where it throws
         */
        void bucket(int index, long count);

        /** Called once after the buckets, when any value was taken. Needs no memory. */
        void totals(long sum, long min, long max);
    }

    /**
     * One thread only: gives {@code sink} what was added since the last time.
     *
     * @return how many values that were
     */
    public long drain(Sink sink) {
        Drain drain = new Drain(sink);
        try {
            for (int octave = 0; octave < octaves.length(); octave++) {
                AtomicLongArray counts = octaves.get(octave);
                for (int i = 0; counts != null && i < OCTAVE; i++) {
                    if (counts.get(i) != 0) {
                        drain.bucket(counts, i, ((firstOctave + octave) << Buckets.SCALE) + i);
                    }
                }
            }
            drain.zeros();
        } finally {
            drain.totals();
        }
        return drain.added;
    }

    /** What was taken so far. */
    private final class Drain {
        private final Sink sink;
        private long added;
        private int from = Integer.MAX_VALUE;
        private int to = Integer.MIN_VALUE;
        private boolean zero;

        Drain(Sink sink) {
            this.sink = sink;
        }

        void bucket(AtomicLongArray counts, int at, int index) {
            long count = counts.get(at);
            sink.bucket(index, count);
            counts.getAndAdd(at, -count);
            from = Math.min(from, index);
            to = index;
            added += count;
        }

        void zeros() {
            long count = zeros.get();
            if (count != 0) {
                sink.bucket(Integer.MIN_VALUE, count);
                zeros.getAndAdd(-count);
                zero = true;
                added += count;
            }
        }

        void totals() {
            if (added > 0) {
                long smallest = zero ? takeMin(0, 0) : takeMin(buckets.smallestIn(from), buckets.greatestIn(from));
                long largest = to < from ? takeMax(0, 0) : takeMax(buckets.smallestIn(to), buckets.greatestIn(to));
                // Taken one after the other, they may be those of different values of one bucket.
                sink.totals(sum.getAndSet(0), Math.min(smallest, largest), largest);
            }
        }
    }

    /** The minimum of what was counted, which lies within {@code from} and {@code to}. */
    private long takeMin(long from, long to) {
        long taken = min.getAndSet(Long.MAX_VALUE);
        least = Math.min(least, taken);
        if (taken < from) {
            // Of a value whose count is yet to come.
            lowerMin(taken);
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
            raiseMax(taken);
            return to;
        }
        return taken >= from ? taken : Math.max(from, Math.min(to, greatest));
    }
}
