package io.inferometer.agent.record;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The boundaries of a base-2 exponential histogram at {@link #SCALE}, as whole raw values: for each bucket the greatest raw
 * value inside it. Exact at every edge up to 2^52 (52 days of nanoseconds; beyond, to a double's precision), which a logarithm
 * at run time is not, and which 10^9 nanoseconds to the second, no power of two, would make worse. Immutable, thread-safe.
 */
public final class Buckets {

    /** 64 buckets to the octave: each is 1.09 % wide. */
    public static final int SCALE = 6;

    private static final int PER_OCTAVE = 1 << SCALE;

    /** For nanoseconds with boundaries in seconds: 1 ns to {@link Long#MAX_VALUE} ns. */
    public static final Buckets DURATIONS = new Buckets(1_000_000_000);

    /** For items: 1 to {@link Long#MAX_VALUE}. */
    public static final Buckets ITEMS = new Buckets(1);

    /**
     * Parts of an octave of raw values. Each is narrower than any bucket, 1/128 of the octave's lower end against 1/92, so that
     * it is in one bucket or in two.
     */
    private static final int PART_BITS = 7;

    private final int lowest;
    private final int highest;
    private final long[] greatest;

    /** For each part of the octave that begins with the raw value 1: the bucket of its lower end, counted from the lowest. */
    private final int[] firstBuckets = new int[1 << PART_BITS];

    private Buckets(long rawPerUnit) {
        double originBuckets = -Math.log((double) rawPerUnit) / Math.log(2) * PER_OCTAVE;
        lowest = (int) Math.ceil(originBuckets) - 1;
        highest = (int) Math.ceil(originBuckets + 63 * PER_OCTAVE) - 1;
        greatest = new long[highest - lowest + 1];
        for (int i = 0; i < greatest.length; i++) {
            greatest[i] = greatestAtMost(rawPerUnit, lowest + i + 1);
        }
        greatest[greatest.length - 1] = Long.MAX_VALUE;
        for (int part = 0; part < firstBuckets.length; part++) {
            firstBuckets[part] = firstBucket(part);
        }
    }

    /** Looked up 2^40 further up, where raw values are dense; every octave is divided alike. */
    private int firstBucket(int part) {
        long raw = (1L << 40) + ((long) part << (40 - PART_BITS));
        int at = Arrays.binarySearch(greatest, raw);
        return (at >= 0 ? at : -1 - at) - 40 * PER_OCTAVE;
    }

    /** The greatest whole number that is at most {@code rawPerUnit × 2^(bound/64)}. */
    private static long greatestAtMost(long rawPerUnit, int bound) {
        // Off by less than two units in its last place; the cast saturates.
        double edge = rawPerUnit * StrictMath.pow(2, (double) bound / PER_OCTAVE);
        long nearest = Math.round(edge);
        if (Math.abs(edge - nearest) > edge * 0x1p-51 || edge > 0x1p52 || bound % PER_OCTAVE == 0) {
            return (long) edge;
        }
        // Too near to a whole number for a double to tell on which side: both sides to the 64th power are whole.
        BigInteger left = BigInteger.valueOf(nearest).pow(PER_OCTAVE);
        BigInteger right = BigInteger.valueOf(rawPerUnit).pow(PER_OCTAVE);
        boolean within = bound >= 0
                ? left.compareTo(right.shiftLeft(bound)) <= 0
                : left.shiftLeft(-bound).compareTo(right) <= 0;
        return within ? nearest : nearest - 1;
    }

    /** For the values of a measure. */
    public static Buckets of(Measure measure) {
        return measure.unit() == Unit.NANOSECONDS ? DURATIONS : ITEMS;
    }

    /** The smallest index there is. */
    public int lowest() {
        return lowest;
    }

    /** How many buckets there are. */
    public int count() {
        return greatest.length;
    }

    /**
     * The index of the bucket that {@code raw} falls into.
     *
     * @param raw at least 1
     */
    public int index(long raw) {
        int leading = Long.numberOfLeadingZeros(raw);
        int part = (int) ((raw << leading) >>> (63 - PART_BITS)) & (firstBuckets.length - 1);
        int first = ((63 - leading) << SCALE) + firstBuckets[part];
        // 1 more where raw is greater: no branch, for it would be mispredicted half of the time.
        return lowest + first + (int) ((greatest[first] - raw) >>> 63);
    }

    int highest() {
        return highest;
    }

    /** The smallest raw value of a bucket, at least 1. */
    long smallestIn(int index) {
        return index <= lowest ? 1 : greatest[index - 1 - lowest] + 1;
    }

    /** The greatest raw value of a bucket. */
    long greatestIn(int index) {
        return greatest[index - lowest];
    }
}
