package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Arrays;

/**
 * The sum of distributions, octave by octave: the resolution of powers of two, for which no bucket need be unpacked. Used again
 * for each sum. One thread only.
 */
final class OctaveCounts implements DistributionSum {

    /** Below the octave of one nanosecond; durations span 64 octaves, and so do items. */
    private static final int LOWEST = -32;

    private static final int OCTAVES = 128;

    private static final ExponentialHistogram NO_DURATIONS = ExponentialHistogram.empty(Unit.NANOSECONDS, 0);
    private static final ExponentialHistogram NO_ITEMS = ExponentialHistogram.empty(Unit.ITEMS, 0);

    private final long[] counts = new long[OCTAVES];

    // The octaves with values, counted from the lowest.
    private int from = OCTAVES;
    private int to;
    private long count;
    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    void clear() {
        if (from < to) {
            Arrays.fill(counts, from, to, 0);
        }
        from = OCTAVES;
        to = 0;
        count = 0;
        zeros = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    @Override
    public void add(PackedHistogram values) {
        values.addTo(this);
    }

    @Override
    public void add(HistogramBuilder values) {
        values.addTo(this);
    }

    /** Adds values of one octave. */
    void add(int octave, long values) {
        if (values > 0) {
            int i = octave - LOWEST;
            from = Math.min(from, i);
            to = Math.max(to, i + 1);
            counts[i] += values;
            count += values;
        }
    }

    /** Adds what is known exactly of values beside their octaves. */
    void add(long moreZeros, long moreSum, long smallest, long greatest) {
        count += moreZeros;
        zeros += moreZeros;
        sum += moreSum;
        min = Math.min(min, smallest);
        max = Math.max(max, greatest);
    }

    /** How many values there are. */
    long count() {
        return count;
    }

    /**
     * The values so far at scale 0.
     *
     * @param former is returned if it holds the same values; may be null
     */
    ExponentialHistogram toHistogram(Unit unit, ExponentialHistogram former) {
        if (count == 0) {
            return unit == Unit.ITEMS ? NO_ITEMS : NO_DURATIONS;
        }
        return former != null && isSame(former)
                ? former
                : new ExponentialHistogram(unit, 0, LOWEST, counts, zeros, sum, min, max);
    }

    private boolean isSame(ExponentialHistogram former) {
        if (former.count() != count
                || former.zeroCount() != zeros
                || former.sum() != sum
                || former.min() != min
                || former.max() != max) {
            return false;
        }
        for (int i = 0; i < former.bucketCount(); i++) {
            if (former.bucket(i) != counts[former.offset() + i - LOWEST]) {
                return false;
            }
        }
        return true;
    }
}
