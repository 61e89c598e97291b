package io.inferometer.agent.record;

import java.math.BigInteger;

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

    /** log2(1 + i/64) in buckets, for the first six bits behind a value's leading one. */
    private static final int[] LOGARITHM = new int[PER_OCTAVE];

    static {
        for (int i = 0; i < PER_OCTAVE; i++) {
            LOGARITHM[i] = (int) Math.floor(Math.log1p((double) i / PER_OCTAVE) / Math.log(2) * PER_OCTAVE);
        }
    }

    private final int lowest;
    private final int highest;
    private final int origin;
    private final long[] greatest;

    private Buckets(long rawPerUnit) {
        double originBuckets = -Math.log((double) rawPerUnit) / Math.log(2) * PER_OCTAVE;
        origin = (int) Math.floor(originBuckets);
        lowest = (int) Math.ceil(originBuckets) - 1;
        highest = (int) Math.ceil(originBuckets + 63 * PER_OCTAVE) - 1;
        greatest = new long[highest - lowest + 1];
        for (int i = 0; i < greatest.length; i++) {
            greatest[i] = greatestAtMost(rawPerUnit, lowest + i + 1);
        }
        greatest[greatest.length - 1] = Long.MAX_VALUE;
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
        int fraction = leading == 63 ? 0 : (int) ((raw << (leading + 1)) >>> (64 - SCALE));
        int i = Math.min(
                Math.max(((63 - leading) << SCALE) + LOGARITHM[fraction] + origin - lowest, 0), greatest.length - 1);
        while (raw > greatest[i]) {
            i++;
        }
        while (i > 0 && raw <= greatest[i - 1]) {
            i--;
        }
        return lowest + i;
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
