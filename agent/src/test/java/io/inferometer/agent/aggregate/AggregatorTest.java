package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.inferometer.agent.custom.ValueSite;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock of the test's own. */
class AggregatorTest extends AggregatorFixture {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void windowsAreExactDifferencesOfTheTotals(long seed) {
        Random random = new Random(seed);
        List<Model> models = new ArrayList<>(List.of(model));
        Map<ModelId, List<Long>> made = new TreeMap<>();
        Window sum = null;
        long end = EPOCH;
        for (int i = 0; i < 400; i++) {
            for (int j = random.nextInt(8); j > 0; j--) {
                if (models.size() < 4 && random.nextInt(20) == 0) {
                    models.add(registry.model("onnxruntime", "m" + models.size(), ""));
                }
                Model of = models.get(random.nextInt(models.size()));
                long nanos = random.nextLong() >>> (10 + random.nextInt(54));
                call(of, random.nextInt(4), nanos, random.nextInt(3) * (1L + random.nextInt(64)));
                made.computeIfAbsent(registry.id(of.index()), id -> new ArrayList<>())
                        .add(nanos);
            }
            pass(random.nextInt(3_000_000) * 1000L);
            if (random.nextInt(5) == 0) {
                Window window = cut();
                assertThat(window.startMillis()).isEqualTo(end);
                end = window.endMillis();
                assertThat(end).isEqualTo(millis());
                assertThat(window.number()).isEqualTo(sum == null ? 1 : sum.number() + 1);
                sum = sum == null ? window : sum.then(window);
                assertThat(sum.models())
                        .as("seed %d window %d", seed, window.number())
                        .isEqualTo(withCalls(snapshot().models()));
            }
        }
        Snapshot total = snapshot();
        assertThat(withCalls(total.models())).extracting(ModelStats::id).containsExactlyElementsOf(made.keySet());
        for (ModelStats stats : withCalls(total.models())) {
            List<Long> nanos = made.get(stats.id());
            assertThat(stats.latency().count()).isEqualTo(nanos.size());
            assertThat(stats.latency().sum())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).sum());
            assertThat(stats.latency().min())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).min().orElseThrow());
            assertThat(stats.latency().max())
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).max().orElseThrow());
        }
    }

    private static List<ModelStats> withCalls(List<ModelStats> models) {
        return models.stream().filter(stats -> stats.invocations() > 0).toList();
    }

    @Test
    void minimumAndMaximumAreThoseOfTheWindow() {
        call(model, 0, 500, 0);
        call(model, 0, 9_000, 0);
        ExponentialHistogram first = only(cut().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {first.min(), first.max()}).containsExactly(500, 9_000);
        pass(SECOND);
        call(model, 0, 700, 0);
        pass(7 * SECOND);
        call(model, 0, 800, 0);
        ExponentialHistogram second = only(cut().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {second.min(), second.max()}).containsExactly(700, 800);
        ExponentialHistogram total = only(snapshot().models()).duration(Outcome.SUCCESS);
        assertThat(new long[] {total.min(), total.max()}).containsExactly(500, 9_000);
    }

    @Test
    void aModelThatWasNotCalledIsNotInTheWindow() {
        call(model, 0, 500, 0);
        assertThat(cut().models()).hasSize(1);
        pass(10 * SECOND);
        Window empty = cut();
        assertThat(empty.models()).isEmpty();
        assertThat(empty.number()).isEqualTo(2);
        assertThat(empty.endMillis() - empty.startMillis()).isEqualTo(10_000);
        assertThat(snapshot().models()).as("but stays in the totals").hasSize(1);
    }

    @Test
    void allFourOutcomesAreThereFromTheFirstCallOn() {
        call(model, 2, 500, 0);
        ModelStats stats = only(snapshot().models());
        assertThat(stats.duration(Outcome.SERVER_ERROR).count()).isEqualTo(1);
        assertThat(stats.duration(Outcome.SUCCESS).count()).isZero();
    }

    @Test
    void theLastMinuteMovesOnAndTheTotalsDoNot() {
        for (int second = 0; second < 300; second++) {
            call(model, 0, 1_000_000L + second, 0);
            pass(SECOND);
            ModelStats minute = only(snapshot().recent());
            // It moves on by slices of five seconds.
            assertThat(minute.invocations())
                    .as("after %d s", second + 1)
                    .isBetween(Math.min(second + 1L, 55), Math.min(second + 1L, 65));
            assertThat(minute.latency().min()).isGreaterThanOrEqualTo(1_000_000L + second + 1 - 65);
            assertThat(minute.latency().max()).isEqualTo(1_000_000L + second);
        }
        assertThat(only(snapshot().models()).invocations()).isEqualTo(300);
        pass(66 * SECOND);
        assertThat(only(snapshot().recent()).invocations()).isZero();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(300);
        assertThat(only(cut().models()).invocations())
                .as("the window has all since the last")
                .isEqualTo(300);
    }

    @Test
    void aResetForgetsTheLastMinuteAndNothingElse() {
        call(model, 0, 500, 0);
        pass(6 * SECOND);
        call(model, 1, 700, 0);
        aggregator.resetRecent(now);
        assertThat(only(snapshot().recent()).invocations()).isZero();
        assertThat(only(snapshot().models()).invocations()).isEqualTo(2);
        call(model, 0, 900, 0);
        assertThat(only(snapshot().recent()).latency().max()).isEqualTo(900);
        assertThat(only(snapshot().recent()).invocations()).isEqualTo(1);
        assertThat(only(cut().models()).invocations())
                .as("the window lost nothing")
                .isEqualTo(3);
    }

    @Test
    void beyondTheLimitOfModelsTotalsStayExact() {
        long sum = 0;
        for (int i = 0; i < 200; i++) {
            Model of = registry.model("onnxruntime", "name-" + i % 50, "" + i % 3);
            call(of, 0, 1000 + i, 0);
            sum += 1000 + i;
        }
        Snapshot snapshot = snapshot();
        List<ModelStats> called = withCalls(snapshot.models());
        assertThat(called)
                .extracting(stats -> stats.id().name())
                .contains("_other_")
                .hasSizeLessThanOrEqualTo(5);
        assertThat(called.stream().mapToLong(ModelStats::invocations).sum()).isEqualTo(200);
        assertThat(called.stream().mapToLong(stats -> stats.latency().sum()).sum())
                .isEqualTo(sum);
    }

    @Test
    void theApplicationsOwnValuesGoIntoTheWindowTheyCameIn() {
        Site site = new ValueSite(aggregator.values(), new SiteErrors(), new Switch());
        site.put("loss", 0.5, 7);
        site.put("loss", 0.25, 8);
        site.put(null, 1, 1);
        assertThat(cut().customMetrics())
                .extracting(CustomMetric::name, CustomMetric::value, CustomMetric::step)
                .containsExactly(tuple("loss", 0.5, 7L), tuple("loss", 0.25, 8L));
        assertThat(cut().customMetrics()).isEmpty();
        assertThat(snapshot().host().samples())
                .filteredOn(sample -> sample.value() > 0)
                .extracting(MetricSample::labels, MetricSample::value)
                .containsExactly(tuple(Map.of("result", "recorded"), 2.0), tuple(Map.of("result", "bad_name"), 1.0));
    }

    @Test
    void theTimeOfTheLatestCallIsKept() {
        pass(3 * SECOND);
        call(model, 0, 500, 0);
        long called = millis();
        pass(20 * SECOND);
        assertThat(only(snapshot().models()).lastInferenceMillis()).isEqualTo(called);
        assertThat(only(cut().models()).lastInferenceMillis()).isEqualTo(called);
    }

    @Test
    void modelsAreInOrder() {
        call(registry.model("z", "a", ""), 0, 1, 0);
        call(model, 0, 1, 0);
        call(registry.model("djl", "x", "2"), 0, 1, 0);
        List<ModelId> sorted =
                snapshot().models().stream().map(ModelStats::id).sorted().toList();
        assertThat(snapshot().models()).extracting(ModelStats::id).isEqualTo(sorted);
        assertThat(cut().models()).extracting(ModelStats::id).isEqualTo(sorted);
    }
}
