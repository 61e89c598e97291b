package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;

/**
 * The sum of distributions, octave by octave: the resolution of powers of two, for which no bucket need be unpacked. Used again
 * for each sum. One thread only.
 */
final class OctaveCounts extends DistributionSum {

    private static final ExponentialHistogram NO_DURATIONS = ExponentialHistogram.empty(Unit.NANOSECONDS, 0);
    private static final ExponentialHistogram NO_ITEMS = ExponentialHistogram.empty(Unit.ITEMS, 0);

    OctaveCounts() {
        super(1);
    }

    /** Adds values of one octave. */
    void add(int octave, long values) {
        if (values > 0) {
            int i = octave - LOWEST_OCTAVE;
            from = Math.min(from, i);
            to = Math.max(to, i + 1);
            counts[i] += values;
            count += values;
        }
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
                : new ExponentialHistogram(unit, 0, LOWEST_OCTAVE, counts, to, zeros, sum, min, max, null);
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
            if (former.bucket(i) != counts[former.offset() + i - LOWEST_OCTAVE]) {
                return false;
            }
        }
        return true;
    }
}
