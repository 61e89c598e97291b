package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Arrays;

/**
 * The sum of distributions, bucket by bucket, for its percentiles. Used again for each sum: what leaves here is a few numbers and
 * a picture. One thread only.
 */
final class BucketCounts extends DistributionSum {

    /** Eight buckets to the octave: fine enough for a picture. */
    private static final int PICTURE_SCALE = 3;

    private static final int OCTAVE = 1 << Buckets.SCALE;

    private static final ExponentialHistogram NO_DURATIONS =
            ExponentialHistogram.empty(Unit.NANOSECONDS, PICTURE_SCALE);
    private static final ExponentialHistogram NO_ITEMS = ExponentialHistogram.empty(Unit.ITEMS, PICTURE_SCALE);

    private final long[] picture = new long[OCTAVES << PICTURE_SCALE];

    private long count;

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

    /** The counts of all buckets. */
    long[] counts() {
        return counts;
    }

    /** To be called when all was added. */
    private void total() {
        count = zeros;
        for (int i = from * OCTAVE; i < to * OCTAVE; i++) {
            count += counts[i];
        }
    }

    /** The values so far, coarse enough for a picture; it knows its percentiles. */
    ExponentialHistogram toHistogram(Unit unit) {
        total();
        if (count == 0) {
            return unit == Unit.ITEMS ? NO_ITEMS : NO_DURATIONS;
        }
        int shift = Buckets.SCALE - PICTURE_SCALE;
        Arrays.fill(picture, 0);
        for (int i = from * OCTAVE; i < to * OCTAVE; i++) {
            picture[i >> shift] += counts[i];
        }
        return new ExponentialHistogram(
                        unit, PICTURE_SCALE, LOWEST_OCTAVE << PICTURE_SCALE, picture, zeros, sum, min, max)
                .withPercentiles(quantile(unit, 0.5), quantile(unit, 0.9), quantile(unit, 0.99));
    }

    /** As {@link ExponentialHistogram#quantile} has it. */
    private double quantile(Unit unit, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * count));
        if (rank >= count) {
            return unit.toBase((double) max);
        }
        long seen = zeros;
        if (rank <= seen) {
            return 0;
        }
        int i = from * OCTAVE;
        while (seen + counts[i] < rank) {
            seen += counts[i++];
        }
        double middle = ExponentialHistogram.representative(Buckets.SCALE, LOWEST_OCTAVE * OCTAVE + i);
        return Math.min(unit.toBase((double) max), Math.max(unit.toBase((double) min), middle));
    }
}
