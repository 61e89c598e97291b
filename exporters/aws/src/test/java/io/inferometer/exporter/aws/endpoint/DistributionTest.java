package io.inferometer.exporter.aws.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.aws.RandomHistograms;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countMinimumAndMaximumAreExactAndTheSumIsWithinAThousandth(int seed) {
        Random random = new Random(seed);
        long[] nanos = RandomHistograms.values(random);
        ExponentialHistogram histogram = RandomHistograms.of(nanos);

        for (int most : new int[] {10, 100, 150}) {
            Distribution distribution = Distribution.micros(histogram, most);

            assertThat(distribution.size()).isBetween(1, most);
            assertThat(distribution.count()).isEqualTo(nanos.length);
            assertThat(distribution.value(0)).isEqualTo(histogram.min() / 1e3);
            assertThat(distribution.value(distribution.size() - 1)).isEqualTo(histogram.max() / 1e3);
            assertThat(distribution.sum()).isEqualTo(histogram.sum() / 1e3, within(histogram.sum() / 1e3 * 1e-3));
            for (int i = 0; i < distribution.size(); i++) {
                assertThat(distribution.count(i)).isPositive();
                assertThat(distribution.value(i)).isFinite();
                assertThat(i == 0 || distribution.value(i) > distribution.value(i - 1))
                        .as("ascending and distinct")
                        .isTrue();
            }
        }
    }

    /** With all of scale 6 kept, a value is off by less than the width of its bucket, 1.1 %. */
    @ParameterizedTest
    @MethodSource("seeds")
    void percentilesStayInTheirBuckets(int seed) {
        Random random = new Random(seed);
        long[] nanos =
                random.longs(2 + random.nextInt(5000), 1_000_000, 4_000_000).toArray();
        Distribution distribution = Distribution.micros(RandomHistograms.of(nanos), 150);
        Arrays.sort(nanos);

        int rank = 0;
        for (int i = 0; i < distribution.size(); i++) {
            for (long n = 0; n < distribution.count(i); n++) {
                double exact = nanos[rank++] / 1e3;
                assertThat(distribution.value(i)).isEqualTo(exact, within(exact * 0.011));
            }
        }
    }

    @Test
    void oneValueStandsForItselfHoweverOftenItCame() {
        Distribution distribution = Distribution.micros(RandomHistograms.of(1234, 1234, 1234), 150);

        assertThat(distribution.size()).isEqualTo(1);
        assertThat(distribution.value(0)).isEqualTo(1.234);
        assertThat(distribution.count(0)).isEqualTo(3);
    }

    @Test
    void zerosAreValues() {
        Distribution distribution = Distribution.micros(
                new ExponentialHistogram(Unit.NANOSECONDS, 6, 0, new long[0], 2, 0, 0, 0)
                        .merge(RandomHistograms.of(5_000, 7_000)),
                150);

        assertThat(distribution.value(0)).isZero();
        assertThat(distribution.count(0)).isEqualTo(2);
        assertThat(distribution.sum()).isEqualTo(12, within(1e-9));
    }

    /** In sampled timing all three are estimates, made at different times. */
    @Test
    void aSumThatNoValuesCouldHaveStaysWithinTheBuckets() {
        ExponentialHistogram honest = RandomHistograms.of(1_000_000, 1_500_000, 2_000_000);
        for (long sum : new long[] {0, 100_000_000}) {
            ExponentialHistogram odd = new ExponentialHistogram(
                    Unit.NANOSECONDS,
                    honest.scale(),
                    honest.offset(),
                    IntStream.range(0, honest.bucketCount())
                            .mapToLong(honest::bucket)
                            .toArray(),
                    0,
                    sum,
                    honest.min(),
                    honest.max());
            Distribution distribution = Distribution.micros(odd, 150);
            assertThat(distribution.count()).isEqualTo(3);
            assertThat(distribution.value(1)).isEqualTo(1500, within(1500 * 0.011));
        }
    }

    @Test
    void flagsTellHitsFromTheRest() {
        assertThat(pairs(Distribution.flags(0, 5))).isEqualTo("0.0x5");
        assertThat(pairs(Distribution.flags(5, 5))).isEqualTo("1.0x5");
        assertThat(pairs(Distribution.flags(2, 5))).isEqualTo("0.0x3 1.0x2");
    }

    @Test
    void samplesAreSortedAndCounted() {
        assertThat(pairs(Distribution.of(new double[] {3, 1, 3}))).isEqualTo("1.0x1 3.0x2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void thinningKeepsValuesAndShape(int seed) {
        long[] nanos = new Random(seed).longs(100_000, 1_000_000, 100_000_000).toArray();
        Distribution all = Distribution.micros(RandomHistograms.of(nanos), 100);
        Distribution thin = all.thinned(10_000);

        assertThat(all.thinned(100_000)).isSameAs(all);
        assertThat(thin.size()).isEqualTo(all.size());
        assertThat(thin.count()).isBetween(9_900L, 10_100L);
        assertThat(thin.sum() / (double) thin.count())
                .isEqualTo(all.sum() / (double) all.count(), within(all.sum() / (double) all.count() * 0.02));
    }

    private static String pairs(Distribution distribution) {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < distribution.size(); i++) {
            pairs.append(i == 0 ? "" : " ")
                    .append(distribution.value(i))
                    .append('x')
                    .append(distribution.count(i));
        }
        return pairs.toString();
    }
}
