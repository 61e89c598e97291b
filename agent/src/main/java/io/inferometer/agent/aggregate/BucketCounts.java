package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;

/**
 * The sum of distributions, bucket by bucket, for its percentiles. Used again for each sum: what leaves here is a few numbers and
 * a picture. One thread only.
 */
final class BucketCounts extends DistributionSum {

    /** Eight buckets to the octave: fine enough for a picture. */
    private static final int PICTURE_SCALE = 3;

    private static final int OCTAVE = 1 << Buckets.SCALE;

    /** How many buckets make one of the picture. */
    private static final int STEP = 1 << (Buckets.SCALE - PICTURE_SCALE);

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private static final ExponentialHistogram NO_DURATIONS =
            ExponentialHistogram.empty(Unit.NANOSECONDS, PICTURE_SCALE);
    private static final ExponentialHistogram NO_ITEMS = ExponentialHistogram.empty(Unit.ITEMS, PICTURE_SCALE);

    /** From the first octave with values on. */
    private final long[] picture = new long[OCTAVES << PICTURE_SCALE];

    BucketCounts() {
        super(OCTAVE);
    }

    @Override
    void add(PackedHistogram values) {
        values.addTo(this);
    }

    @Override
    void add(HistogramBuilder values) {
        values.addTo(this);
    }

    /** Adds another sum. */
    void add(BucketCounts other) {
        from = Math.min(from, other.from);
        to = Math.max(to, other.to);
        for (int i = other.from * OCTAVE; i < other.to * OCTAVE; i++) {
            counts[i] += other.counts[i];
        }
        counted(other.count - other.zeros);
        add(other.zeros, other.sum, other.min, other.max);
    }

    /**
     * Takes these octaves for ones with values.
     *
     * @return where the buckets of the first lie in {@link #counts}
     */
    int include(int firstOctave, int octaves) {
        int first = firstOctave - LOWEST_OCTAVE;
        from = Math.min(from, first);
        to = Math.max(to, first + octaves);
        return first * OCTAVE;
    }

    /** The counts of all buckets; what is added to them is to be {@link #counted}. */
    long[] counts() {
        return counts;
    }

    /** So many values were added to the {@link #counts}. */
    void counted(long values) {
        count += values;
    }

    /** The values so far, coarse enough for a picture; it knows its percentiles. */
    ExponentialHistogram toHistogram(Unit unit) {
        if (count == 0) {
            return unit == Unit.ITEMS ? NO_ITEMS : NO_DURATIONS;
        }
        int length = draw();
        double[] percentiles = percentiles(unit, length);
        int offset = (LOWEST_OCTAVE + from) << PICTURE_SCALE;
        return new ExponentialHistogram(
                unit, PICTURE_SCALE, offset, picture, length, zeros, sum, min, max, percentiles);
    }

    /** Returns how many buckets the picture has. */
    private int draw() {
        int length = Math.max(0, to - from) << PICTURE_SCALE;
        int at = from * OCTAVE;
        for (int i = 0; i < length; i++) {
            long values = 0;
            for (int end = at + STEP; at < end; at++) {
                values += counts[at];
            }
            picture[i] = values;
        }
        return length;
    }

    /** As {@link ExponentialHistogram#quantile} has them. Their ranks ascend, so that one walk over the picture finds all. */
    private double[] percentiles(Unit unit, int length) {
        double[] percentiles = new double[QUANTILES.length];
        long seen = zeros;
        int i = 0;
        for (int q = 0; q < QUANTILES.length; q++) {
            long rank = Math.max(1, (long) Math.ceil(QUANTILES[q] * count));
            while (i < length && seen + picture[i] < rank) {
                seen += picture[i++];
            }
            percentiles[q] = rank >= count
                    ? unit.toBase((double) max)
                    : rank <= zeros ? 0 : within(unit, representative(from * OCTAVE + i * STEP, rank - seen));
        }
        return percentiles;
    }

    /** Returns what stands for the value of this rank among those of a bucket of the picture, which begins at this count. */
    private double representative(int at, long rank) {
        int i = at;
        long seen = counts[i];
        while (seen < rank) {
            seen += counts[++i];
        }
        return ExponentialHistogram.representative(Buckets.SCALE, LOWEST_OCTAVE * OCTAVE + i);
    }

    private double within(Unit unit, double value) {
        return Math.min(unit.toBase((double) max), Math.max(unit.toBase((double) min), value));
    }
}
