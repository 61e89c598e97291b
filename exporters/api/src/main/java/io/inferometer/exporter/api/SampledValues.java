package io.inferometer.exporter.api;

import java.util.Arrays;

/**
 * Values of a gauge that was read at regular times: each distinct value, ascending, and how often it was read. Beyond {@value
 * #MAX_VALUES} distinct values the two that are nearest to each other become one, their mean, so that count, sum, minimum and maximum
 * stay what they are. Immutable.
 */
public final class SampledValues {

    /** As many as one datum of CloudWatch holds. */
    public static final int MAX_VALUES = 150;

    public static final SampledValues NONE = new SampledValues(new double[0], new long[0]);

    private final double[] values;
    private final long[] counts;

    private SampledValues(double[] values, long[] counts) {
        this.values = values;
        this.counts = counts;
    }

    /** Returns these values and one more. */
    public SampledValues and(double value) {
        return and(value, 1);
    }

    /**
     * Returns these values and one that was read {@code count} times.
     *
     * @throws IllegalArgumentException if the value is not finite or the count not positive
     */
    public SampledValues and(double value, long count) {
        if (!Double.isFinite(value) || count <= 0) {
            throw new IllegalArgumentException(count + " times " + value);
        }
        int at = Arrays.binarySearch(values, value);
        if (at >= 0) {
            long[] more = counts.clone();
            more[at] += count;
            return new SampledValues(values, more);
        }
        int place = -1 - at;
        double[] wider = new double[values.length + 1];
        long[] more = new long[wider.length];
        System.arraycopy(values, 0, wider, 0, place);
        System.arraycopy(counts, 0, more, 0, place);
        wider[place] = value;
        more[place] = count;
        System.arraycopy(values, place, wider, place + 1, values.length - place);
        System.arraycopy(counts, place, more, place + 1, values.length - place);
        return wider.length > MAX_VALUES ? joined(wider, more) : new SampledValues(wider, more);
    }

    /** The least and the greatest value stay as they are. */
    private static SampledValues joined(double[] values, long[] counts) {
        int nearest = 1;
        for (int i = 2; i < values.length - 2; i++) {
            if (values[i + 1] - values[i] < values[nearest + 1] - values[nearest]) {
                nearest = i;
            }
        }
        double[] fewer = new double[values.length - 1];
        long[] sums = new long[fewer.length];
        System.arraycopy(values, 0, fewer, 0, nearest + 1);
        System.arraycopy(counts, 0, sums, 0, nearest + 1);
        System.arraycopy(values, nearest + 2, fewer, nearest + 1, fewer.length - nearest - 1);
        System.arraycopy(counts, nearest + 2, sums, nearest + 1, fewer.length - nearest - 1);
        sums[nearest] += counts[nearest + 1];
        double weight = (double) counts[nearest + 1] / sums[nearest];
        fewer[nearest] += (values[nearest + 1] - values[nearest]) * weight;
        return new SampledValues(fewer, sums);
    }

    /** Returns these values and the {@code later} ones. */
    public SampledValues then(SampledValues later) {
        SampledValues all = this;
        for (int i = 0; i < later.size(); i++) {
            all = all.and(later.value(i), later.count(i));
        }
        return all;
    }

    /** Returns how many distinct values there are. */
    public int size() {
        return values.length;
    }

    public double value(int i) {
        return values[i];
    }

    /** Returns how often the {@code i}th value was read: at least once. */
    public long count(int i) {
        return counts[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampledValues that
                && Arrays.equals(values, that.values)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "SampledValues[" + Arrays.toString(values) + " × " + Arrays.toString(counts) + "]";
    }
}
