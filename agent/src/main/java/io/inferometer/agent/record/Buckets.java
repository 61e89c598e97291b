package io.inferometer.agent.record;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import java.util.Arrays;

/**
 * The boundaries of a base-2 exponential histogram at {@link #SCALE}, as whole raw values: for each bucket the greatest raw
 * value inside it. Exact at every edge up to 2^58 (9 years of nanoseconds; beyond, to 18 digits), which a logarithm at run time
 * is not, and which 10^9 nanoseconds to the second, no power of two, would make worse. Immutable, thread-safe.
 */
public final class Buckets {

    /** 64 buckets to the octave: each is 1.09 % wide. */
    public static final int SCALE = 6;

    private static final int PER_OCTAVE = 1 << SCALE;

    private static final int POWER_BITS = 62;

    /**
     * 2^(i/64) × 2^62, rounded down: so exact that every edge up to 2^58 comes out on its side of the whole number beside it.
     * Written down, for a start has no time to take roots.
     */
    private static final long[] POWERS = {
        0x4000_0000_0000_0000L, 0x40B2_68F9_DE01_83B9L, 0x4166_C34C_5615_D0EBL, 0x421D_1461_D66F_2023L,
        0x42D5_61B3_E624_3D8AL, 0x438F_B0CB_4F46_8808L, 0x444C_0740_496D_4293L, 0x450A_6ABA_A4B7_7ECDL,
        0x45CA_E0F1_F545_EB73L, 0x468D_6FAD_BF2D_D4F2L, 0x4752_1CC5_A2E6_A9E0L, 0x4818_EE21_8A33_58EEL,
        0x48E1_E9B9_D588_E19BL, 0x49AD_1597_89F3_7495L, 0x4A7A_77D4_7F7B_84B0L, 0x4B4A_169B_900C_2D00L,
        0x4C1B_F828_C6DC_54B7L, 0x4CF0_22C9_905B_FD32L, 0x4DC6_9CDC_EAA7_2A9CL, 0x4E9F_6CD3_967F_DBA8L,
        0x4F7A_9930_48D0_88D6L, 0x5058_2887_DCB8_A7E1L, 0x5138_2181_8624_B40CL, 0x521A_8AD7_04F3_404FL,
        0x52FF_6B54_D8A8_9C75L, 0x53E6_C9DA_74B2_9AB4L, 0x54D0_AD5A_753E_077CL, 0x55BD_1CDA_D49F_699BL,
        0x56AC_1F75_2150_A563L, 0x579D_BC56_B485_21BAL, 0x5891_FAC0_E956_12C7L, 0x5988_E209_5488_9244L,
        0x5A82_7999_FCEF_3242L, 0x5B7E_C8F1_9468_BBC8L, 0x5C7D_D7A3_B17D_CF74L, 0x5D7F_AD59_099F_22FDL,
        0x5E84_51CF_AC06_1B5FL, 0x5F8B_CCDB_3D39_8841L, 0x6096_2665_3338_4A2BL, 0x61A3_666D_124B_B203L,
        0x62B3_9508_AA83_6D6EL, 0x63C6_BA64_55DC_D8AEL, 0x64DC_DEC3_3717_93D1L, 0x65F6_0A7F_7939_3E2EL,
        0x6712_460A_8FC2_4071L, 0x6831_99ED_7795_92CAL, 0x6954_0EC8_F895_722DL, 0x6A79_AD55_E7F6_FD0FL,
        0x6BA2_7E65_6B4E_B57AL, 0x6CCE_8AE1_3C57_EBDAL, 0x6DFD_DBCB_ED79_1BAAL, 0x6F30_7A41_2F07_4891L,
        0x7066_6F76_154A_7088L, 0x719F_C4B9_5F45_2D28L, 0x72DC_8373_BE41_A454L, 0x741C_B528_1E25_EE34L,
        0x7560_6373_EE92_1C97L, 0x76A7_980F_6CCA_15C2L, 0x77F2_5CCD_EE6D_7AE5L, 0x7940_BB9E_2CFF_D89CL,
        0x7A92_BE8A_9243_6616L, 0x7BE8_6FB9_8568_9DDCL, 0x7D41_D96D_B915_019DL, 0x7E9F_0606_7A43_60BAL,
    };

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
        for (int i = 0; i < greatest.length - 1; i++) {
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

    /** The greatest whole number that is at most {@code rawPerUnit × 2^(bound/64)}, for less than 2^63. */
    private static long greatestAtMost(long rawPerUnit, int bound) {
        long power = POWERS[Math.floorMod(bound, PER_OCTAVE)];
        long high = Math.multiplyHigh(rawPerUnit, power);
        long low = rawPerUnit * power;
        int shift = POWER_BITS - Math.floorDiv(bound, PER_OCTAVE);
        if (shift >= Long.SIZE) {
            return high >>> (shift - Long.SIZE);
        }
        return shift == 0 ? low : (high << (Long.SIZE - shift)) | (low >>> shift);
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
