package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.DoubleToLongFunction;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final int PER_OCTAVE = 64;

    /** Beyond 9 years boundaries are no longer exact to the nanosecond. */
    private static final long EXACT = 1L << 58;

    /** Whether {@code raw / rawPerUnit} is at most {@code 2^(bound/64)}, in whole numbers. */
    private static boolean isAtMost(long raw, long rawPerUnit, int bound) {
        BigInteger left = BigInteger.valueOf(raw).pow(PER_OCTAVE);
        BigInteger right = BigInteger.valueOf(rawPerUnit).pow(PER_OCTAVE);
        return (bound >= 0
                        ? left.compareTo(right.shiftLeft(bound))
                        : left.shiftLeft(-bound).compareTo(right))
                <= 0;
    }

    private static void assertExact(Buckets buckets, long raw, long rawPerUnit) {
        int index = buckets.index(raw);
        assertThat(isAtMost(raw, rawPerUnit, index + 1))
                .as("%d is not above bucket %d", raw, index)
                .isTrue();
        assertThat(isAtMost(raw, rawPerUnit, index))
                .as("%d is not below bucket %d", raw, index)
                .isFalse();
    }

    /** The greatest raw value of the bucket, found from outside. */
    private static long edge(Buckets buckets, int index) {
        long low = 0;
        long high = Long.MAX_VALUE;
        while (low + 1 < high) {
            long middle = (low + high) >>> 1;
            if (buckets.index(middle) <= index) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Test
    void everyNanosecondEdgeIsExact() {
        int edges = 0;
        for (int index = Buckets.DURATIONS.lowest(); index < Buckets.DURATIONS.highest(); index++) {
            long edge = edge(Buckets.DURATIONS, index);
            if (edge > 0 && edge < EXACT) {
                assertExact(Buckets.DURATIONS, edge, 1_000_000_000);
                assertExact(Buckets.DURATIONS, edge + 1, 1_000_000_000);
                edges++;
            }
        }
        assertThat(edges).isGreaterThan(3000);
    }

    @Test
    void everyItemEdgeIsExact() {
        for (long items = 1; items <= 5000; items++) {
            assertExact(Buckets.ITEMS, items, 1);
        }
        for (int bit = 0; bit < 58; bit++) {
            assertExact(Buckets.ITEMS, 1L << bit, 1);
            assertExact(Buckets.ITEMS, (1L << bit) + 1, 1);
        }
    }

    @Test
    void powersOfTwoSecondsEndTheirBucket() {
        for (int exponent = -9; exponent <= 22; exponent++) {
            long nanos = (long) Math.scalb(1e9, exponent);
            assertThat(Buckets.DURATIONS.index(nanos)).isEqualTo(exponent * PER_OCTAVE - 1);
            assertThat(Buckets.DURATIONS.index(nanos + 1)).isEqualTo(exponent * PER_OCTAVE);
        }
    }

    @Test
    void randomValuesAreExact() {
        for (long seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 2000; i++) {
                assertExact(Buckets.DURATIONS, 1 + (random.nextLong() >>> (6 + random.nextInt(57))), 1_000_000_000);
            }
        }
    }

    @Test
    void indicesGrowWithValuesAndStayInside() {
        int last = Integer.MIN_VALUE;
        for (long raw = 1; raw > 0; raw += 1 + raw / 200) {
            int index = Buckets.DURATIONS.index(raw);
            assertThat(index).isBetween(Math.max(last, Buckets.DURATIONS.lowest()), Buckets.DURATIONS.highest());
            last = index;
        }
        assertThat(Buckets.DURATIONS.index(1)).isEqualTo(Buckets.DURATIONS.lowest());
        assertThat(Buckets.DURATIONS.index(Long.MAX_VALUE)).isEqualTo(Buckets.DURATIONS.highest());
        assertThat(Buckets.DURATIONS.count()).isEqualTo(Buckets.DURATIONS.highest() - Buckets.DURATIONS.lowest() + 1);
        assertThat(Buckets.ITEMS.index(1)).isEqualTo(-1);
        assertThat(Buckets.ITEMS.index(Long.MAX_VALUE)).isEqualTo(Buckets.ITEMS.highest());
    }

    /** OpenTelemetry's SDK takes logarithms, which at a boundary may err by one bucket: it says so itself. */
    @Test
    void openTelemetryHasTheSameIndexForTheSameSeconds() throws ReflectiveOperationException {
        DoubleToLongFunction sdk = openTelemetryIndex();
        int compared = 0;
        for (int index = Buckets.DURATIONS.lowest(); index < Buckets.DURATIONS.highest(); index++) {
            long edge = edge(Buckets.DURATIONS, index);
            for (long raw = Math.max(1, edge - 1); raw <= edge + 2; raw++) {
                double seconds = raw / 1e9;
                double position = Math.log(seconds) / Math.log(2) * PER_OCTAVE;
                if (Math.abs(position - Math.rint(position)) > 1e-9) {
                    assertThat((long) Buckets.DURATIONS.index(raw))
                            .as("%d ns", raw)
                            .isEqualTo(sdk.applyAsLong(seconds));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(8000);
        for (long raw : new long[] {1, 500_000_000, 1_000_000_000, 2_000_000_000, 64_000_000_000L, Long.MAX_VALUE}) {
            assertThat((long) Buckets.DURATIONS.index(raw)).as("%d ns", raw).isEqualTo(sdk.applyAsLong(raw / 1e9));
        }
    }

    private static DoubleToLongFunction openTelemetryIndex() throws ReflectiveOperationException {
        Class<?> type =
                Class.forName("io.opentelemetry.sdk.metrics.internal.aggregator.Base2ExponentialHistogramIndexer");
        Method get = type.getDeclaredMethod("get", int.class);
        Method compute = type.getDeclaredMethod("computeIndex", double.class);
        get.setAccessible(true);
        compute.setAccessible(true);
        Object indexer = get.invoke(null, Buckets.SCALE);
        return seconds -> {
            try {
                return (int) compute.invoke(indexer, seconds);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }
}
