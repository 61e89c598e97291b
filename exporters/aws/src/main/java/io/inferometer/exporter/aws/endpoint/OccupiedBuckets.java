package io.inferometer.exporter.aws.endpoint;

import io.inferometer.exporter.api.ExponentialHistogram;

/** The buckets of a histogram of nanoseconds that hold anything, ascending, zeros first. Used by one thread. */
final class OccupiedBuckets {

    /** Below this many nanoseconds a whole nanosecond is too coarse a step. */
    private static final double FINE = 10_000;

    private final double[] lower;
    private final double[] upper;
    private final long[] counts;
    private int size;

    private OccupiedBuckets(int capacity) {
        lower = new double[capacity];
        upper = new double[capacity];
        counts = new long[capacity];
    }

    /** At most {@code most} buckets, each as narrow as that allows; bounds lie within the recorded minimum and maximum. */
    static OccupiedBuckets of(ExponentialHistogram histogram, int most) {
        ExponentialHistogram coarse = histogram;
        while (occupied(coarse) > most) {
            coarse = coarse.downscale(coarse.scale() - 1);
        }
        OccupiedBuckets buckets = new OccupiedBuckets(occupied(coarse));
        buckets.add(0, 0, coarse.zeroCount());
        for (int i = 0; i < coarse.bucketCount(); i++) {
            int index = coarse.offset() + i;
            buckets.add(
                    within(coarse, coarse.upperBound(index - 1) * 1e9),
                    within(coarse, coarse.upperBound(index) * 1e9),
                    coarse.bucket(i));
        }
        return buckets;
    }

    private static double within(ExponentialHistogram histogram, double nanos) {
        return Math.min((double) histogram.max(), Math.max((double) histogram.min(), nanos));
    }

    private static int occupied(ExponentialHistogram histogram) {
        int occupied = histogram.zeroCount() > 0 ? 1 : 0;
        for (int i = 0; i < histogram.bucketCount(); i++) {
            occupied += histogram.bucket(i) > 0 ? 1 : 0;
        }
        return occupied;
    }

    private void add(double from, double to, long count) {
        if (count > 0) {
            lower[size] = from;
            upper[size] = to;
            counts[size++] = count;
        }
    }

    /** Takes out one value at each end. */
    void removeEnds() {
        counts[0]--;
        counts[size - 1]--;
    }

    /**
     * Microseconds.
     *
     * @param min told once, in nanoseconds
     * @param max told once, in nanoseconds
     * @param sum of what the buckets hold, in nanoseconds
     */
    Distribution distribution(long min, long max, double sum) {
        double low = 0;
        double span = 0;
        for (int i = 0; i < size; i++) {
            low += lower[i] * counts[i];
            span += (upper[i] - lower[i]) * counts[i];
        }
        // Beyond both only by rounding, or where the sum is an estimate.
        double share = span == 0 ? 0 : Math.min(1, Math.max(0, (sum - low) / span));
        Distribution.Builder all = new Distribution.Builder(size + 2);
        all.add(min / 1e3, 1);
        for (int i = 0; i < size; i++) {
            all.add(micros(lower[i] + share * (upper[i] - lower[i])), counts[i]);
        }
        all.add(max / 1e3, 1);
        return all.build();
    }

    /** Few digits, for each costs a byte on the wire. */
    private static double micros(double nanos) {
        double steps = nanos < FINE ? 1e6 : 1e3;
        return Math.rint(nanos / 1e3 * steps) / steps;
    }
}
