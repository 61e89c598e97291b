package io.inferometer.exporter.aws.endpoint;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.SampledValues;
import java.util.Arrays;

/**
 * Values, ascending and distinct, and how often each came. Immutable.
 *
 * <p>Made of a histogram, it says the exact count, minimum and maximum, and the exact sum but for rounding: the minimum and
 * the maximum stand for themselves, once each, and every bucket is represented by one value inside it. All representatives
 * sit at the same share of the way through their buckets, and the share is the one that gives the exact sum, which always
 * exists because the sum of the recorded values lies between those of the lower and of the upper bounds.
 */
public final class Distribution {

    /** The minimum and the maximum are told beside the buckets that hold them. */
    private static final int ENDS = 2;

    private final double[] values;
    private final long[] counts;

    private Distribution(double[] values, long[] counts) {
        this.values = values;
        this.counts = counts;
    }

    /** One value, once. */
    public static Distribution of(double value) {
        return of(value, 1);
    }

    /** One value, {@code count} times. */
    public static Distribution of(double value, long count) {
        return new Distribution(new double[] {value}, new long[] {count});
    }

    /** Each value once, in any order. */
    public static Distribution of(double[] samples) {
        double[] ascending = samples.clone();
        Arrays.sort(ascending);
        Builder all = new Builder(ascending.length);
        for (double sample : ascending) {
            all.add(sample, 1);
        }
        return all.build();
    }

    /** What was read of a gauge; not empty. */
    public static Distribution of(SampledValues samples) {
        Builder all = new Builder(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            all.add(samples.value(i), samples.count(i));
        }
        return all.build();
    }

    /** Returns the same values in another unit. */
    public Distribution dividedBy(double divisor) {
        double[] quotients = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            quotients[i] = values[i] / divisor;
        }
        return new Distribution(quotients, counts);
    }

    /** A 1 for each of {@code hits}, a 0 for each of the other calls. */
    public static Distribution flags(long hits, long calls) {
        Builder both = new Builder(2);
        both.add(0, calls - hits);
        both.add(1, hits);
        return both.build();
    }

    /**
     * The microseconds of a histogram of nanoseconds.
     *
     * @param histogram not empty
     * @param maxValues how many distinct values there may be, at least 10
     */
    public static Distribution micros(ExponentialHistogram histogram, int maxValues) {
        OccupiedBuckets buckets = OccupiedBuckets.of(histogram, maxValues - ENDS);
        long min = histogram.min();
        long max = histogram.max();
        if (min == max) {
            return of(min / 1e3, histogram.count());
        }
        buckets.removeEnds();
        return buckets.distribution(min, max, (double) histogram.sum() - min - max);
    }

    /**
     * The same shape with at most about {@code most} values in all: every distinct value stays, at least once, and the
     * others come less often. Count and sum are then no longer those of what was measured; minimum, maximum and percentiles
     * are.
     */
    public Distribution thinned(long most) {
        long total = count();
        if (total <= most) {
            return this;
        }
        long[] fewer = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            fewer[i] = Math.max(1, Math.round((double) counts[i] * most / total));
        }
        return new Distribution(values, fewer);
    }

    /** How many distinct values there are, at least 1. */
    public int size() {
        return values.length;
    }

    public double value(int i) {
        return values[i];
    }

    /** At least 1. */
    public long count(int i) {
        return counts[i];
    }

    public long count() {
        return Arrays.stream(counts).sum();
    }

    public double sum() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * counts[i];
        }
        return sum;
    }

    /** Collects ascending values; equal ones become one. */
    static final class Builder {

        private final double[] values;
        private final long[] counts;
        private int size;

        Builder(int capacity) {
            values = new double[capacity];
            counts = new long[capacity];
        }

        void add(double value, long count) {
            if (count == 0) {
                return;
            }
            if (size > 0 && values[size - 1] == value) {
                counts[size - 1] += count;
                return;
            }
            values[size] = value;
            counts[size++] = count;
        }

        Distribution build() {
            return new Distribution(Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
        }
    }
}
