package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a set of durations, however they are spread over slices and windows. */
class DistributionTest {

    private static final long SECOND = 1_000_000_000L;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    private final Aggregator aggregator = AggregatorFixture.of(recorder, registry);
    private final int model = registry.model("config", "m", "").index();
    private long now = 1000 * SECOND;

    /** Of many sizes: most seeds stay within a few octaves, some values are zero, some are longer than an hour. */
    private static long[] durations(Random random) {
        int shift = 20 + random.nextInt(30);
        return random.longs(1 + random.nextInt(2_000))
                .map(value -> (value >>> shift) >>> random.nextInt(12))
                .toArray();
    }

    private static ExponentialHistogram reference(int scale, long... values) {
        int lowest = Buckets.DURATIONS.lowest() >> (Buckets.SCALE - scale);
        long[] counts = new long[Buckets.DURATIONS.count()];
        long zeros = 0;
        for (long value : values) {
            if (value == 0) {
                zeros++;
            } else {
                counts[(Buckets.DURATIONS.index(value) >> (Buckets.SCALE - scale)) - lowest]++;
            }
        }
        return new ExponentialHistogram(
                ExponentialHistogram.Unit.NANOSECONDS,
                scale,
                lowest,
                counts,
                zeros,
                Arrays.stream(values).sum(),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }

    private Window cut() {
        aggregator.drain(now, now / 1_000_000);
        return aggregator.cutWindow(now, now / 1_000_000, false);
    }

    private static ExponentialHistogram successes(List<ModelStats> models) {
        return models.isEmpty()
                ? ExponentialHistogram.empty(ExponentialHistogram.Unit.NANOSECONDS, Buckets.SCALE)
                : models.get(0).duration(Outcome.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void windowsMergeIntoTheDistributionOfAllValues(long seed) {
        Random random = new Random(seed);
        long[] values = durations(random);
        ExponentialHistogram merged = successes(List.of());
        for (long value : values) {
            aggregator.call(model, 0, value, 0);
            if (random.nextInt(50) == 0) {
                now += random.nextInt(9) * SECOND;
                merged = merged.merge(successes(cut().models()));
            }
        }
        merged = merged.merge(successes(cut().models()));
        ExponentialHistogram total =
                successes(aggregator.snapshot(now, now / 1_000_000).models());
        assertThat(total).as("seed %d", seed).isEqualTo(reference(Buckets.SCALE, values));
        assertThat(merged).as("seed %d", seed).isEqualTo(total);
        for (int scale = Buckets.SCALE; scale >= 0; scale--) {
            assertThat(total.downscale(scale)).as("seed %d", seed).isEqualTo(reference(scale, values));
        }
        Arrays.sort(values);
        for (double q : new double[] {0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
            double exact = values[Math.max(1, (int) Math.ceil(q * values.length)) - 1] / 1e9;
            assertThat(total.quantile(q)).as("seed %d quantile %s", seed, q).isCloseTo(exact, within(exact * 0.01));
        }
    }

    /** From 64 s, the greatest bound of the page, to the 73 years that an event can tell. */
    @ParameterizedTest
    @ValueSource(longs = {64_000_000_001L, 1L << 40, (1L << 61) - 1, Long.MAX_VALUE})
    void aDurationBeyondEveryBoundLandsInTheLastBucketAndInTheExactMaximum(long nanos) {
        aggregator.call(model, 0, 1_000, 0);
        aggregator.call(model, 0, nanos, 0);
        ExponentialHistogram distribution = successes(cut().models());
        assertThat(distribution.countUpToPowerOfTwo(6)).as("up to 64 s").isEqualTo(1);
        assertThat(distribution.count()).isEqualTo(2);
        assertThat(distribution.max()).isEqualTo(nanos);
        assertThat(distribution.quantile(1)).isEqualTo(nanos / 1e9);
    }
}
