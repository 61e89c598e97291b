package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Buckets;
import io.inferometer.exporter.api.ModelId;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.GraphLayout;

/**
 * What a model's distributions take after an hour of calls: the slice being filled at its fullest, the window, the total and the
 * last minute. A series is one outcome of one version of one model of one library; the model's own part is counted with its
 * first.
 */
class SeriesMemoryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int NARROW = 8 * 1024;
    private static final int WIDE = 32 * 1024;

    /** Values of all magnitudes between 2^from and 2^to, alike: the worst case for what they have in common. */
    private static LongSupplier between(Random random, double from, double to) {
        return () -> (long) Math.pow(2, from + random.nextDouble() * (to - from));
    }

    private static ModelSeries anHourOf(LongSupplier durations, int outcomes, int perSecond) {
        ModelSeries series = new ModelSeries(new ModelId("library", "model", "1"));
        long now = 1_000 * SECOND;
        for (int second = 0; second < 3600; second++) {
            now += SECOND;
            if (second % 10 == 0) {
                series.window(now);
                series.beginWindow();
            }
            if (second % 5 == 0) {
                series.endSlice(now);
            }
            for (int i = 0; i < perSecond * outcomes; i++) {
                series.call(i % outcomes, durations.getAsLong(), 8, 0);
            }
        }
        assertThat(series.total().invocations()).isEqualTo(3600L * perSecond * outcomes);
        assertThat(series.lastMinute().invocations()).isBetween(60L * perSecond * outcomes, 85L * perSecond * outcomes);
        return series;
    }

    /** All that it refers to, but for constants. */
    private static long bytes(ModelSeries series) {
        return GraphLayout.parseInstance(series)
                .subtract(GraphLayout.parseInstance(Buckets.DURATIONS, Buckets.ITEMS, PackedHistogram.EMPTY))
                .totalSize();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "1, 100", "1, 1000", "1, 10000", "4, 10", "4, 100", "4, 1000"})
    void withinOneTo64(int outcomes, int perSecond) {
        // From 2 ms; no power of two, so that they touch seven octaves.
        ModelSeries series = anHourOf(between(new Random(1), 20.9, 26.9), outcomes, perSecond);
        assertThat(bytes(series)).isLessThanOrEqualTo((long) NARROW * outcomes);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "1, 1000", "1, 10000", "4, 1000"})
    void ofAnyLatencies(int outcomes, int perSecond) {
        ModelSeries series = anHourOf(between(new Random(2), 0, 62), outcomes, perSecond);
        assertThat(bytes(series)).isLessThanOrEqualTo((long) WIDE * outcomes);
    }
}
