package io.inferometer.exporter.api;

import static io.inferometer.exporter.api.ExponentialHistogram.Unit.ITEMS;
import static io.inferometer.exporter.api.ExponentialHistogram.Unit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialHistogramTest {

    private static final int SCALE = 6;

    private static long[] both(long[] a, long[] b) {
        return LongStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private static long[] some(Random random) {
        Distribution shape = Distribution.values()[random.nextInt(Distribution.values().length)];
        return shape.values(random, random.nextInt(300));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void mergingIsRecordingTheValuesOfBoth(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            long[] a = some(random);
            long[] b = some(random);
            int scaleOfA = random.nextInt(9) - 2;
            int scaleOfB = random.nextInt(9) - 2;
            int coarser = Math.min(scaleOfA, scaleOfB);
            ExponentialHistogram merged = ExactHistogram.at(NANOSECONDS, scaleOfA)
                    .record(a)
                    .merge(ExactHistogram.at(NANOSECONDS, scaleOfB).record(b));
            assertThat(merged.downscale(coarser))
                    .as("seed %d round %d, scales %d and %d", seed, round, scaleOfA, scaleOfB)
                    .isEqualTo(ExactHistogram.at(NANOSECONDS, coarser).record(both(a, b)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6, 10, 15, 25})
    void mergingIsCommutativeAndAssociative(long seed) {
        Random random = new Random(seed);
        ExactHistogram exact = ExactHistogram.at(NANOSECONDS, SCALE);
        ExponentialHistogram a = exact.record(some(random));
        ExponentialHistogram b = exact.record(some(random));
        ExponentialHistogram c = exact.record(some(random));
        assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 18, 29, 47, 76, 123, 199})
    void downscalingIsRecordingAtTheCoarserScale(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            long[] values = some(random);
            ExponentialHistogram fine = ExactHistogram.at(NANOSECONDS, SCALE).record(values);
            for (int scale = SCALE; scale >= -4; scale--) {
                assertThat(fine.downscale(scale))
                        .as("seed %d round %d scale %d", seed, round, scale)
                        .isEqualTo(ExactHistogram.at(NANOSECONDS, scale).record(values));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQuantileIsWithinOnePercentOfTheExactOne(Distribution shape) {
        for (long seed = 1; seed <= 5; seed++) {
            long[] values = shape.values(new Random(seed), 20_000);
            ExponentialHistogram histogram =
                    ExactHistogram.at(NANOSECONDS, SCALE).record(values);
            Arrays.sort(values);
            for (double q : new double[] {0, 0.001, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1}) {
                double exact = values[Math.max(1, (int) Math.ceil(q * values.length)) - 1] / 1e9;
                assertThat(histogram.quantile(q))
                        .as("%s seed %d quantile %s", shape, seed, q)
                        .isCloseTo(exact, within(exact * 0.0055));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void countSumMinimumAndMaximumAreExactThroughMergeAndDownscale(Distribution shape) {
        long[] a = shape.values(new Random(31), 1000);
        long[] b = shape.values(new Random(32), 700);
        ExactHistogram exact = ExactHistogram.at(NANOSECONDS, SCALE);
        ExponentialHistogram merged = exact.record(a).merge(exact.record(b)).downscale(2);
        long[] all = both(a, b);
        assertThat(merged.count()).isEqualTo(1700);
        assertThat(merged.sum()).isEqualTo(Arrays.stream(all).sum());
        assertThat(merged.min()).isEqualTo(Arrays.stream(all).min().orElseThrow());
        assertThat(merged.max()).isEqualTo(Arrays.stream(all).max().orElseThrow());
        assertThat(merged.mean()).isEqualTo((double) merged.sum() / 1700);
    }

    @ParameterizedTest
    @EnumSource
    void countsUpToPowersOfTwoSecondsAreExact(Distribution shape) {
        long[] values = shape.values(new Random(5), 3000);
        for (int scale = SCALE; scale >= 0; scale--) {
            ExponentialHistogram histogram =
                    ExactHistogram.at(NANOSECONDS, scale).record(values);
            for (int exponent = -20; exponent <= 6; exponent++) {
                double bound = Math.scalb(1e9, exponent);
                assertThat(histogram.countUpToPowerOfTwo(exponent))
                        .as("%s scale %d up to 2^%d s", shape, scale, exponent)
                        .isEqualTo(Arrays.stream(values)
                                .filter(value -> value <= bound)
                                .count());
            }
        }
    }

    @Test
    void aPowerOfTwoItselfIsBelowItsBound() {
        ExponentialHistogram histogram = ExactHistogram.at(NANOSECONDS, SCALE).record(500_000_000, 500_000_001);
        assertThat(histogram.countUpToPowerOfTwo(-1)).isEqualTo(1);
        assertThat(histogram.countUpToPowerOfTwo(0)).isEqualTo(2);
        assertThat(histogram.countUpToPowerOfTwo(-2)).isZero();
    }

    @Test
    void atANegativeScaleOnlyItsOwnBoundsCanBeCountedUpTo() {
        ExponentialHistogram histogram = ExactHistogram.at(NANOSECONDS, -2).record(1, 1_000_000_000, 20_000_000_000L);
        assertThat(histogram.countUpToPowerOfTwo(-32)).isZero();
        assertThat(histogram.countUpToPowerOfTwo(-28)).isEqualTo(1);
        assertThat(histogram.countUpToPowerOfTwo(0)).isEqualTo(2);
        assertThat(histogram.countUpToPowerOfTwo(8)).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(() -> histogram.countUpToPowerOfTwo(3))
                .withMessageContaining("2^3");
    }

    @Test
    void boundsArePowersOfTheBase() {
        ExponentialHistogram empty = ExponentialHistogram.empty(NANOSECONDS, SCALE);
        assertThat(empty.upperBound(-1)).isEqualTo(1.0);
        assertThat(empty.upperBound(63)).isEqualTo(2.0);
        assertThat(empty.upperBound(-65)).isEqualTo(0.5);
        assertThat(empty.upperBound(31)).isEqualTo(Math.sqrt(2), within(1e-15));
        assertThat(ExponentialHistogram.empty(ITEMS, -1).upperBound(1)).isEqualTo(16.0);
    }

    @Test
    void anEmptyHistogramIsAllZerosAndNeutral() {
        ExponentialHistogram empty = ExponentialHistogram.empty(NANOSECONDS, SCALE);
        ExponentialHistogram some = ExactHistogram.at(NANOSECONDS, SCALE).record(0, 3, 70_000);
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.quantile(0.5)).isZero();
        assertThat(empty.mean()).isZero();
        assertThat(empty.min()).isZero();
        assertThat(empty.max()).isZero();
        assertThat(empty.countUpToPowerOfTwo(6)).isZero();
        assertThat(empty.merge(some)).isEqualTo(some);
        assertThat(some.merge(empty)).isEqualTo(some);
        assertThat(empty.downscale(0).merge(some).scale()).isZero();
        assertThat(some.merge(empty.downscale(0)).scale()).isZero();
    }

    @Test
    void zerosAreValuesOfTheirOwn() {
        ExponentialHistogram histogram = ExactHistogram.at(NANOSECONDS, SCALE).record(0, 0, 0, 1_000_000_000);
        assertThat(histogram.zeroCount()).isEqualTo(3);
        assertThat(histogram.count()).isEqualTo(4);
        assertThat(histogram.min()).isZero();
        assertThat(histogram.quantile(0.75)).isZero();
        assertThat(histogram.quantile(0.76)).isEqualTo(1.0);
        assertThat(histogram.countUpToPowerOfTwo(-20)).isEqualTo(3);
    }

    @Test
    void emptyBucketsAtBothEndsAreCutAndTheArgumentIsCopied() {
        long[] buckets = {0, 0, 4, 0, 5, 0};
        ExponentialHistogram histogram = new ExponentialHistogram(ITEMS, SCALE, -7, buckets, 0, 90, 1, 30);
        buckets[2] = 99;
        assertThat(histogram.offset()).isEqualTo(-5);
        assertThat(histogram.bucketCount()).isEqualTo(3);
        assertThat(new long[] {histogram.bucket(0), histogram.bucket(1), histogram.bucket(2)})
                .containsExactly(4, 0, 5);
    }

    /** Counts of two bytes are kept in two bytes, others in eight. */
    @Test
    void countsOfAnySizeAreKept() {
        for (long greatest : new long[] {1, 65_535, 65_536, 1L << 40}) {
            long[] buckets = {3, 0, greatest};
            ExponentialHistogram histogram = new ExponentialHistogram(ITEMS, 0, 2, buckets, 1, 9, 0, 30);
            assertThat(histogram.count()).isEqualTo(greatest + 4);
            assertThat(histogram.bucket(2)).isEqualTo(greatest);
            assertThat(histogram.countUpToPowerOfTwo(4)).isEqualTo(4);
            ExponentialHistogram twice = histogram.merge(histogram);
            ExponentialHistogram expected =
                    new ExponentialHistogram(ITEMS, 0, 2, new long[] {6, 0, 2 * greatest}, 2, 18, 0, 30);
            assertThat(twice).isEqualTo(expected).hasSameHashCodeAs(expected).isNotEqualTo(histogram);
            assertThat(twice.downscale(-1).bucket(1)).isEqualTo(2 * greatest);
        }
    }

    @Test
    void percentilesThatAreKnownBetterAreAnsweredWith() {
        long[] counts = {0, 4, 4, 7};
        double[] percentiles = {2.5, 6.5, 7.5};
        ExponentialHistogram coarse = new ExponentialHistogram(ITEMS, 0, 0, counts, 3, 0, 30, 3, 8, percentiles);
        assertThat(coarse.count()).isEqualTo(8);
        assertThat(coarse.offset()).isEqualTo(1);
        assertThat(new double[] {coarse.quantile(0.5), coarse.quantile(0.9), coarse.quantile(0.99)})
                .containsExactly(percentiles);
        assertThat(coarse.quantile(1)).isEqualTo(8);
        assertThat(coarse.merge(coarse).quantile(0.5)).isNotEqualTo(2.5);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        ExponentialHistogram histogram = ExactHistogram.at(NANOSECONDS, 3).record(5);
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.quantile(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.quantile(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.quantile(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.downscale(4));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.merge(ExponentialHistogram.empty(ITEMS, 3)));
    }
}
