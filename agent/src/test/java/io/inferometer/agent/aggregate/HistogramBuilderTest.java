package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against plain arrays of counts. */
class HistogramBuilderTest {

    /** A distribution as it is defined. */
    private static final class Plain {
        private final long[] counts = new long[Buckets.DURATIONS.count()];
        private long zeros;
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max;

        void add(long value, long times) {
            if (value == 0) {
                zeros += times;
            } else {
                counts[Buckets.DURATIONS.index(value) - Buckets.DURATIONS.lowest()] += times;
            }
            sum += value * times;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        ExponentialHistogram histogram() {
            return new ExponentialHistogram(
                    Unit.NANOSECONDS, Buckets.SCALE, Buckets.DURATIONS.lowest(), counts, zeros, sum, min, max);
        }
    }

    private final HistogramBuilder builder = new HistogramBuilder(Buckets.DURATIONS);
    private final Plain plain = new Plain();

    private void add(long value, long times) {
        if (times == 1) {
            builder.add(value);
        } else {
            builder.add(value, times);
        }
        plain.add(value, times);
    }

    private static ExponentialHistogram histogram(PackedHistogram packed) {
        return packed.toHistogram(Unit.NANOSECONDS);
    }

    private void assertSame() {
        assertThat(histogram(builder.packed())).isEqualTo(plain.histogram());
        assertThat(histogram(builder.packed()).count())
                .isEqualTo(plain.histogram().count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasAddedIsThere(long seed) {
        Random random = new Random(seed);
        int range = 1 + random.nextInt(62);
        for (int i = 0; i < 3_000; i++) {
            add(
                    random.nextLong() >>> (63 - random.nextInt(range)) >>> 1,
                    random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(9));
        }
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsAreAddedWhole(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            int[] values = new int[1 + random.nextInt(511)];
            int from = random.nextInt(values.length);
            int to = from + 1 + random.nextInt(values.length - from);
            int least = random.nextInt() & (Integer.MAX_VALUE >>> random.nextInt(32));
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(50) == 0 ? 0 : least >>> random.nextInt(3);
                if (i >= from && i < to) {
                    plain.add(values[i], 1);
                }
            }
            builder.add(values, from, to);
        }
        assertSame();
    }

    @Test
    void aRunMayFillABucket() {
        int[] values = new int[512];
        Arrays.fill(values, 7_000_000);
        for (int run = 0; run < 300; run++) {
            builder.add(values, 0, values.length);
            plain.add(7_000_000, values.length);
        }
        assertSame();
    }

    @Test
    void nothingIsEmpty() {
        assertThat(builder.isEmpty()).isTrue();
        assertThat(builder.packed()).isSameAs(PackedHistogram.EMPTY);
        assertSame();
    }

    @Test
    void zerosAloneAreValues() {
        add(0, 3);
        assertThat(builder.isEmpty()).isFalse();
        assertThat(builder.packed().isEmpty()).isFalse();
        assertSame();
    }

    @Test
    void theSmallestAndTheGreatestValueFit() {
        add(1, 1);
        add(Long.MAX_VALUE, 1);
        assertSame();
    }

    @Test
    void aBucketMayTakeMoreThanTwoBytesHold() {
        for (int i = 0; i < 200_000; i++) {
            add(1_000_000, 1);
            if (i % 1000 == 0) {
                add(3_000_000, 1);
            }
        }
        add(1_000_000, 70_000);
        add(40, 1L << 40);
        add(40, 65_535);
        add(0, 1L << 40);
        add(41, 65_536);
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsPutTogetherIsTheSumOfItsParts(long seed) {
        Random random = new Random(seed);
        PackedHistogram sum = PackedHistogram.EMPTY;
        for (int part = 0; part < 20; part++) {
            HistogramBuilder own = new HistogramBuilder(Buckets.DURATIONS);
            long least = 1L << random.nextInt(40);
            for (int i = random.nextInt(300); i > 0; i--) {
                long value = random.nextInt(30) == 0 ? 0 : least + (long) (random.nextDouble() * least * 63);
                long times = 1L << random.nextInt(22);
                own.add(value, times);
                plain.add(value, times);
            }
            PackedHistogram packed = own.packed();
            sum = random.nextBoolean() ? sum.plus(packed) : packed.plus(sum);
            assertThat(histogram(sum)).as("seed %d part %d", seed, part).isEqualTo(plain.histogram());
        }
    }

    @Test
    void memoryFollowsTheCounts() {
        for (int i = 0; i < 64; i++) {
            builder.add(1_000_000 + i * 15_000);
        }
        int few = builder.packed().bytes();
        for (int i = 0; i < 64; i++) {
            builder.add(1_000_000 + i * 15_000, 1_000);
        }
        assertThat(builder.packed().bytes() - few)
                .as("ten more bits of two octaves")
                .isBetween(1, 2 * 10 * 8);
    }
}
