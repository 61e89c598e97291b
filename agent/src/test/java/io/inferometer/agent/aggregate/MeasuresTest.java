package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.RecordedMeasures;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every measure is a distribution, in windows, in totals and in the last minute. */
class MeasuresTest {

    private static final long SECOND = 1_000_000_000L;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    private final Aggregator aggregator = AggregatorFixture.of(recorder, registry);
    private final Model model = registry.model("library", "a", "");
    private final Map<Measure, Long> measured = new EnumMap<>(Measure.class);
    private long now = 1000 * SECOND;

    @Test
    void eachHasItsOwnSum() {
        long next = 1;
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                measured.put(measure, next *= 7);
            }
        }
        for (int i = 0; i < 10; i++) {
            RecordedMeasures.record(recorder, model, Outcome.of(i % 4), 1_000, measured);
            RecordedMeasures.record(recorder, model, Outcome.SUCCESS, 1_000, Map.of());
            now += 3 * SECOND;
            aggregator.drain(now, now / 1_000_000);
        }
        ModelStats window =
                aggregator.cutWindow(now, now / 1_000_000, false).models().get(0);
        ModelStats total = aggregator.snapshot(now, now / 1_000_000).models().get(0);
        ModelStats recent = aggregator.snapshot(now, now / 1_000_000).recent().get(0);
        for (ModelStats stats : List.of(window, total, recent)) {
            assertThat(stats.invocations()).isEqualTo(20);
            measured.forEach((measure, value) -> {
                ExponentialHistogram values = stats.distribution(measure);
                assertThat(values.count()).as(measure.label()).isEqualTo(10);
                assertThat(values.sum()).as(measure.label()).isEqualTo(10 * value);
                assertThat(values.max()).as(measure.label()).isEqualTo((long) value);
            });
        }
        assertThat(aggregator.cutWindow(now + SECOND, now, false).models()).isEmpty();
    }

    @Test
    void thoseThatNoCallHadAreEmpty() {
        RecordedMeasures.record(recorder, model, Outcome.SUCCESS, 5, Map.of(Measure.OUTPUT_TOKENS, 0L));
        aggregator.drain(now, 0);
        ModelStats stats = aggregator.cutWindow(now, 0, false).models().get(0);
        assertThat(stats.distribution(Measure.OUTPUT_TOKENS).count()).isEqualTo(1);
        assertThat(stats.distribution(Measure.OUTPUT_TOKENS).sum()).isZero();
        assertThat(stats.distribution(Measure.INPUT_TOKENS).count()).isZero();
        assertThat(stats.distribution(Measure.ITEMS).count()).isZero();
    }
}
