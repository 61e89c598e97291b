package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.AtomicHistogram;
import io.inferometer.agent.record.Buckets;
import java.util.Arrays;

/**
 * A distribution being filled. Memory follows the range of its values: two bytes per bucket, by whole octaves. Before a count
 * outgrows its two bytes all are packed, and start over. One thread only.
 */
final class HistogramBuilder implements AtomicHistogram.Sink {

    private static final char[] NONE = {};

    private final Buckets buckets;
    private char[] counts = NONE;

    /** The index of the first bucket. */
    private int offset;

    private PackedHistogram packed = PackedHistogram.EMPTY;
    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** @param buckets says into which bucket a value falls */
    HistogramBuilder(Buckets buckets) {
        this.buckets = buckets;
    }

    /** @param value not negative */
    void add(long value) {
        add(value, 1);
    }

    /** Adds {@code values[from, to)}: at least one, none negative. */
    void add(int[] values, int from, int to) {
        long runSum = 0;
        int runMin = Integer.MAX_VALUE;
        int runMax = 0;
        for (int i = from; i < to; i++) {
            int value = values[i];
            runSum += value;
            runMin = Math.min(runMin, value);
            runMax = Math.max(runMax, value);
        }
        totals(runSum, runMin, runMax);
        for (int next = countRun(values, from, to); next < to; next = countRun(values, next + 1, to)) {
            int value = values[next];
            bucket(value == 0 ? Integer.MIN_VALUE : buckets.index(value), 1);
        }
    }

    /**
     * Counts values up to the first that is zero or whose bucket has no room, and answers where that is. There is no call in
     * the loop, so that it keeps everything in registers.
     */
    private int countRun(int[] values, int from, int to) {
        Buckets indices = buckets;
        char[] known = counts;
        int first = offset;
        for (int i = from; i < to; i++) {
            int value = values[i];
            if (value == 0) {
                return i;
            }
            int at = indices.index(value) - first;
            if (at < 0 || at >= known.length || known[at] == Character.MAX_VALUE) {
                return i;
            }
            known[at]++;
        }
        return to;
    }

    /** Adds a value {@code times} times, at least once. */
    void add(long value, long times) {
        bucket(value == 0 ? Integer.MIN_VALUE : buckets.index(value), times);
        totals(value * times, value, value);
    }

    @Override
    public void bucket(int index, long count) {
        if (index == Integer.MIN_VALUE) {
            zeros += count;
        } else {
            count(index, count);
        }
    }

    @Override
    public void totals(long added, long smallest, long greatest) {
        sum += added;
        min = Math.min(min, smallest);
        max = Math.max(max, greatest);
    }

    private void count(int index, long count) {
        if (index < offset || index >= offset + counts.length) {
            include(index);
        }
        long grown = counts[index - offset] + count;
        if (grown > Character.MAX_VALUE) {
            long[] wide = widened();
            wide[index - offset] = grown;
            packed = packed.plus(PackedHistogram.of(offset >> Buckets.SCALE, wide, 0, 0, Long.MAX_VALUE, 0));
            Arrays.fill(counts, (char) 0);
        } else {
            counts[index - offset] = (char) grown;
        }
    }

    /** Makes room by whole octaves on both sides. */
    private void include(int index) {
        int octave = 1 << Buckets.SCALE;
        int from = index & -octave;
        int to = from + octave;
        if (counts.length == 0) {
            offset = from;
            counts = new char[octave];
            return;
        }
        from = Math.min(from, offset);
        to = Math.max(to, offset + counts.length);
        char[] wider = new char[to - from];
        System.arraycopy(counts, 0, wider, offset - from, counts.length);
        offset = from;
        counts = wider;
    }

    boolean isEmpty() {
        return counts.length == 0 && zeros == 0;
    }

    private long[] widened() {
        long[] wide = new long[counts.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = counts[i];
        }
        return wide;
    }

    /** What was added so far. */
    PackedHistogram packed() {
        return PackedHistogram.of(offset >> Buckets.SCALE, widened(), zeros, sum, min, max)
                .plus(packed);
    }
}
