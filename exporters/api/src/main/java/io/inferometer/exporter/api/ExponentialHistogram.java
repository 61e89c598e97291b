package io.inferometer.exporter.api;

import java.util.Arrays;

/**
 * An immutable base-2 exponential histogram of non-negative whole values, in the sense of the OpenTelemetry metrics data
 * model ("ExponentialHistogram"): bucket {@code i} counts the values in {@code (base^i, base^(i+1)]} with {@code base =
 * 2^(2^-scale)}. Boundaries are in the {@linkplain #unit() unit}'s base (seconds for durations), values are kept raw
 * (nanoseconds), so that count, sum, minimum and maximum stay exact.
 *
 * <p>Two histograms of any scales merge without error: the finer one's buckets are each wholly inside one of the coarser.
 */
public final class ExponentialHistogram {

    /** What one raw step is worth. */
    public enum Unit {
        /** Raw values are nanoseconds, boundaries are in seconds. */
        NANOSECONDS,
        /** Raw values are items, boundaries too. */
        ITEMS;

        /** Returns a raw value in the base unit. */
        public double toBase(double raw) {
            return this == NANOSECONDS ? raw / 1e9 : raw;
        }
    }

    private static final char[] NO_BUCKETS = {};

    private final Unit unit;
    private final int scale;
    private final int offset;

    /** Counts of consecutive buckets, where two bytes are enough for each; null otherwise. */
    private final char[] narrow;

    /** The counts where {@link #narrow} is null; null otherwise. */
    private final long[] wide;

    private final long zeroCount;
    private final long count;
    private final long sum;
    private final long min;
    private final long max;

    /** Of the finer distribution that this one was made from, in the base unit: 50th, 90th and 99th; null if not known. */
    private final double[] percentiles;

    /**
     * @param unit what raw values are
     * @param scale the resolution, −10 to 20
     * @param offset the index of the first bucket
     * @param buckets counts of consecutive buckets; copied, empty ones at both ends are cut
     * @param zeroCount how many values were zero
     * @param sum the exact sum of all values, raw
     * @param min the exact smallest value, raw; ignored when empty
     * @param max the exact greatest value, raw; ignored when empty
     */
    public ExponentialHistogram(
            Unit unit, int scale, int offset, long[] buckets, long zeroCount, long sum, long min, long max) {
        this(unit, scale, offset, buckets, buckets.length, zeroCount, sum, min, max, null);
    }

    /**
     * As the other, from the beginning of an array, with percentiles of the finer histogram that these buckets are made from, which
     * {@link #quantile} answers with. A histogram that is made from this one does not know them.
     *
     * @param length how many counts there are
     * @param percentiles the 50th, 90th and 99th in the base unit, kept and not copied; null if not known
     */
    public ExponentialHistogram(
            Unit unit,
            int scale,
            int offset,
            long[] buckets,
            int length,
            long zeroCount,
            long sum,
            long min,
            long max,
            double[] percentiles) {
        int from = 0;
        int to = length;
        while (from < to && buckets[from] == 0) {
            from++;
        }
        while (to > from && buckets[to - 1] == 0) {
            to--;
        }
        long total = zeroCount;
        long bits = 0;
        // Not streams: histograms are made by the thousand.
        for (int i = from; i < to; i++) {
            total += buckets[i];
            bits |= buckets[i];
        }
        boolean fits = bits >>> Character.SIZE == 0;
        this.unit = unit;
        this.scale = scale;
        this.offset = from == to ? 0 : offset + from;
        this.narrow = fits ? narrow(buckets, from, to) : null;
        this.wide = fits ? null : Arrays.copyOfRange(buckets, from, to);
        this.zeroCount = zeroCount;
        this.count = total;
        this.sum = sum;
        this.min = count == 0 ? 0 : min;
        this.max = count == 0 ? 0 : max;
        this.percentiles = percentiles;
    }

    private static char[] narrow(long[] counts, int from, int to) {
        if (from == to) {
            return NO_BUCKETS;
        }
        char[] narrow = new char[to - from];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (char) counts[from + i];
        }
        return narrow;
    }

    /** A histogram without values. */
    public static ExponentialHistogram empty(Unit unit, int scale) {
        return new ExponentialHistogram(unit, scale, 0, new long[0], 0, 0, 0, 0);
    }

    public Unit unit() {
        return unit;
    }

    public int scale() {
        return scale;
    }

    /** The index of the first bucket; 0 when there is none. */
    public int offset() {
        return offset;
    }

    public int bucketCount() {
        return narrow != null ? narrow.length : wide.length;
    }

    /** The count of the {@code i}th bucket, whose index is {@code offset() + i}. */
    public long bucket(int i) {
        return narrow != null ? narrow[i] : wide[i];
    }

    public long zeroCount() {
        return zeroCount;
    }

    public long count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The exact sum, raw. */
    public long sum() {
        return sum;
    }

    /** The exact smallest value, raw; 0 when empty. */
    public long min() {
        return min;
    }

    /** The exact greatest value, raw; 0 when empty. */
    public long max() {
        return max;
    }

    /** The exact mean, raw; 0 when empty. */
    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /** The upper bound, inclusive, of the bucket with this index, in the base unit. */
    public double upperBound(int index) {
        return bound(scale, index + 1);
    }

    private static double bound(int scale, int index) {
        return Math.pow(2, Math.scalb((double) index, -scale));
    }

    /**
     * The {@code q}-quantile in the base unit: the representative of the bucket that holds the value of rank {@code
     * ceil(q × count)}, within the recorded minimum and maximum. At scale 6 it is within 0.55 % of the exact one.
     *
     * @param q between 0 and 1
     * @return 0 when empty
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile " + q + " is not between 0 and 1");
        }
        if (count == 0) {
            return 0;
        }
        if (percentiles != null && (q == 0.5 || q == 0.9 || q == 0.99)) {
            return percentiles[q == 0.5 ? 0 : q == 0.9 ? 1 : 2];
        }
        long rank = Math.max(1, (long) Math.ceil(q * count));
        if (rank >= count) {
            return unit.toBase((double) max);
        }
        long seen = zeroCount;
        if (rank <= seen) {
            return 0;
        }
        int i = 0;
        while (seen + bucket(i) < rank) {
            seen += bucket(i++);
        }
        return Math.min(
                unit.toBase((double) max), Math.max(unit.toBase((double) min), representative(scale, offset + i)));
    }

    /** Returns the value that stands for all in the bucket with this index, in the base unit: the geometric mean of its bounds. */
    public static double representative(int scale, int index) {
        return Math.sqrt(bound(scale, index) * bound(scale, index + 1));
    }

    /**
     * How many values are at most 2^exponent base units. Exact, for such a bound is a bucket boundary at every scale from
     * 0 up.
     *
     * @throws IllegalStateException when the scale is negative and the bound falls inside a bucket
     */
    public long countUpToPowerOfTwo(int exponent) {
        if (scale < 0 && exponent % (1 << -scale) != 0) {
            throw new IllegalStateException("2^" + exponent + " is no boundary at scale " + scale);
        }
        long bound = scale >= 0 ? (long) exponent << scale : exponent >> -scale;
        long total = zeroCount;
        for (int i = 0; i < bucketCount() && (long) offset + i < bound; i++) {
            total += bucket(i);
        }
        return total;
    }

    /**
     * The same values at a coarser resolution, without error.
     *
     * @throws IllegalArgumentException when {@code coarser} is finer than this scale
     */
    public ExponentialHistogram downscale(int coarser) {
        if (coarser > scale) {
            throw new IllegalArgumentException("scale " + coarser + " is finer than " + scale);
        }
        if (coarser == scale) {
            return this;
        }
        int shift = scale - coarser;
        int first = offset >> shift;
        int length = bucketCount();
        long[] sums = new long[length == 0 ? 0 : ((offset + length - 1) >> shift) - first + 1];
        for (int i = 0; i < length; i++) {
            sums[((offset + i) >> shift) - first] += bucket(i);
        }
        return new ExponentialHistogram(unit, coarser, first, sums, zeroCount, sum, min, max);
    }

    /** The values of both, at the coarser of both scales. */
    public ExponentialHistogram merge(ExponentialHistogram other) {
        if (unit != other.unit) {
            throw new IllegalArgumentException(unit + " and " + other.unit + " do not add up");
        }
        if (other.isEmpty() && other.scale >= scale) {
            return this;
        }
        if (isEmpty() && scale >= other.scale) {
            return other;
        }
        int common = Math.min(scale, other.scale);
        ExponentialHistogram a = downscale(common);
        ExponentialHistogram b = other.downscale(common);
        int first = a.bucketCount() == 0 ? b.offset : b.bucketCount() == 0 ? a.offset : Math.min(a.offset, b.offset);
        int end = Math.max(a.end(first), b.end(first));
        long[] both = new long[end - first];
        a.addTo(both, first);
        b.addTo(both, first);
        return new ExponentialHistogram(
                unit,
                common,
                first,
                both,
                zeroCount + other.zeroCount,
                sum + other.sum,
                isEmpty() ? other.min : other.isEmpty() ? min : Math.min(min, other.min),
                Math.max(max, other.max));
    }

    private int end(int first) {
        return bucketCount() == 0 ? first : offset + bucketCount();
    }

    private void addTo(long[] target, int first) {
        for (int i = 0; i < bucketCount(); i++) {
            target[offset - first + i] += bucket(i);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExponentialHistogram that
                && unit == that.unit
                && scale == that.scale
                && offset == that.offset
                && zeroCount == that.zeroCount
                && sum == that.sum
                && min == that.min
                && max == that.max
                && Arrays.equals(narrow, that.narrow)
                && Arrays.equals(wide, that.wide);
    }

    @Override
    public int hashCode() {
        return (narrow != null ? Arrays.hashCode(narrow) : Arrays.hashCode(wide)) * 31 + Long.hashCode(sum) + offset;
    }

    @Override
    public String toString() {
        return "ExponentialHistogram[count=" + count + ", sum=" + sum + ", min=" + min + ", max=" + max + ", scale="
                + scale + "]";
    }
}
