package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.RecordedMeasures;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/**
 * What a model's distributions take after an hour of calls: the slice being filled at its fullest, the window, the total and the
 * last minute. A series is one outcome, or one measure beside durations and items, of one version of one model of one library; the model's own
 * part is counted with its first.
 */
@Tag("safety")
class SeriesMemoryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int NARROW = 8 * 1024;
    private static final int WIDE = 32 * 1024;

    /** Values of all magnitudes between 2^from and 2^to, alike: the worst case for what they have in common. */
    private static LongSupplier between(Random random, double from, double to) {
        return () -> (long) Math.pow(2, from + random.nextDouble() * (to - from));
    }

    private static ModelSeries anHourOf(LongSupplier durations, int outcomes, int perSecond) {
        return anHourOf(outcomes, perSecond, (series, i) -> series.call(i % outcomes, durations.getAsLong(), 8, 0));
    }

    private static ModelSeries anHourOf(int outcomes, int perSecond, ObjIntConsumer<ModelSeries> call) {
        ModelSeries series = new ModelSeries(0, new ModelId("library", "model", "1"));
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
                call.accept(series, i);
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
    @ValueSource(ints = {10, 100})
    void withAllThatCanBeMeasured(int perSecond) {
        List<Measure> measures = new ArrayList<>(List.of(Measure.values()));
        measures.removeIf(measure -> !measure.isNumber() || measure == Measure.DURATION);
        LongSupplier any = between(new Random(3), 5.9, 11.9);
        ModelSeries series = anHourOf(1, perSecond, (to, i) -> {
            Map<Measure, Long> values = new EnumMap<>(Measure.class);
            measures.forEach(measure -> values.put(measure, measure == Measure.ITEMS ? 8L : any.getAsLong()));
            to.call(0, any.getAsLong(), RecordedMeasures.values(values), 0);
        });
        // Items are counted with durations.
        assertThat(bytes(series)).isLessThanOrEqualTo((long) NARROW * measures.size());
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "1, 1000", "1, 10000", "4, 1000"})
    void ofAnyLatencies(int outcomes, int perSecond) {
        ModelSeries series = anHourOf(between(new Random(2), 0, 62), outcomes, perSecond);
        assertThat(bytes(series)).isLessThanOrEqualTo((long) WIDE * outcomes);
    }
}
