package io.inferometer.exporter.api;

import static io.inferometer.exporter.api.ExponentialHistogram.Unit.ITEMS;
import static io.inferometer.exporter.api.ExponentialHistogram.Unit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.fixture.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Resource RESOURCE = new Resource("s", "e", "v", "i", 1, "run", "0", 0);
    private static final ModelId A = new ModelId("onnxruntime", "a", "");
    private static final ModelId B = new ModelId("onnxruntime", "b", "2");

    private static ExponentialHistogram of(ExponentialHistogram.Unit unit, long... values) {
        return ExactHistogram.at(unit, 6).record(values);
    }

    private static ModelStats stats(ModelId id, long inFlight, long loaded, long... successes) {
        return Given.model(id, successes, new long[] {7}, new long[0], new long[] {11, 13})
                .inFlight(inFlight, inFlight * 100)
                .distribution(Measure.ITEMS, of(ITEMS, 4))
                .distribution(Measure.INPUT_TOKENS, of(ITEMS, 10))
                .distribution(Measure.OUTPUT_TOKENS, of(ITEMS, 20))
                .lastInference(1000 * inFlight)
                .lifecycle(new ModelStats.Lifecycle(1, 2, of(NANOSECONDS, 50), loaded))
                .build();
    }

    private static Window window(long number, ModelStats... models) {
        return Window.of(RESOURCE, number, number * 10, number * 10 + 10)
                .models(List.of(models))
                .deployments(List.of(new Deployment(A, Deployment.Kind.DEPLOY, "", number, number + 1)))
                .customMetrics(List.of(new CustomMetric("loss", 0.5, number, number)))
                .requestLines(List.of(new RequestLine(number, "id", "text")))
                .agent(new AgentStats(number, number, 0, 0, 0))
                .step(number)
                .build();
    }

    @Test
    void twoWindowsAsOneAddWhatHappenedAndKeepTheStateOfTheEnd() {
        Window merged = window(4, stats(A, 3, 1, 100, 200)).then(window(5, stats(A, 1, 0, 300)));
        assertThat(merged.number()).isEqualTo(5);
        assertThat(merged.startMillis()).isEqualTo(40);
        assertThat(merged.endMillis()).isEqualTo(60);
        assertThat(merged.agent().recorded()).isEqualTo(5);
        assertThat(merged.step()).isEqualTo(5);
        assertThat(merged.deployments()).extracting(Deployment::startMillis).containsExactly(4L, 5L);
        assertThat(merged.customMetrics()).extracting(CustomMetric::step).containsExactly(4L, 5L);
        assertThat(merged.requestLines()).extracting(RequestLine::atMillis).containsExactly(4L, 5L);
        ModelStats stats = merged.models().get(0);
        assertThat(stats.duration(Outcome.SUCCESS)).isEqualTo(of(NANOSECONDS, 100, 200, 300));
        assertThat(stats.invocations()).isEqualTo(3 + 2 + 4);
        assertThat(stats.errors()).as("cancelled calls are apart").isEqualTo(2);
        assertThat(stats.latency()).isEqualTo(of(NANOSECONDS, 100, 200, 300, 7, 7, 11, 13, 11, 13));
        assertThat(stats.inFlight()).isEqualTo(1);
        assertThat(stats.oldestInFlightNanos()).isEqualTo(100);
        assertThat(stats.distribution(Measure.ITEMS)).isEqualTo(of(ITEMS, 4, 4));
        assertThat(stats.distribution(Measure.INPUT_TOKENS)).isEqualTo(of(ITEMS, 10, 10));
        assertThat(stats.distribution(Measure.OUTPUT_TOKENS).sum()).isEqualTo(40);
        assertThat(stats.lastInferenceMillis()).isEqualTo(3000);
        assertThat(stats.lifecycle()).isEqualTo(new ModelStats.Lifecycle(2, 4, of(NANOSECONDS, 50, 50), 0));
    }

    @Test
    void modelsOfEitherWindowAreInBothTogetherInOrder() {
        Window merged = window(1, stats(B, 0, 1, 1)).then(window(2, stats(A, 0, 1, 2)));
        assertThat(merged.models()).extracting(ModelStats::id).containsExactly(A, B);
    }

    @Test
    void aWindowDoesNotChangeWithTheListItWasMadeFrom() {
        List<ModelStats> models = new ArrayList<>(List.of(stats(A, 0, 0, 1)));
        Window window = Window.of(RESOURCE, 1, 0, 1).models(models).build();
        models.clear();
        assertThat(window.models()).hasSize(1);
        assertThatThrownBy(() -> window.models().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void modelsAreOrderedByLibraryThenNameThenVersion() {
        List<ModelId> ids = new ArrayList<>(List.of(
                new ModelId("b", "a", ""),
                new ModelId("a", "b", ""),
                new ModelId("a", "a", "2"),
                new ModelId("a", "a", "1")));
        ids.sort(null);
        assertThat(ids).extracting(ModelId::toString).containsExactly("a/a@1", "a/a@2", "a/b", "b/a");
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelId("a", "", ""));
    }

    @Test
    void aMeasureHasItsOwnUnit() {
        ModelStats.Builder some = stats(A, 0, 0, 1).toBuilder();
        assertThat(some.build()).isEqualTo(stats(A, 0, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.distribution(Measure.ITEMS, of(NANOSECONDS)))
                .withMessageContaining("ITEMS");
        assertThatIllegalArgumentException().isThrownBy(() -> some.distribution(Measure.OUTCOME, of(ITEMS)));
        assertThatIllegalArgumentException().isThrownBy(() -> some.distribution(Measure.DURATION, of(NANOSECONDS)));
        assertThatIllegalStateException().isThrownBy(() -> some.build().distribution(Measure.OUTCOME));
        assertThat(some.build().distribution(Measure.DURATION))
                .isEqualTo(some.build().latency());
        assertThat(some.build().distribution(Measure.TIME_PER_ITEM).isEmpty()).isTrue();
        assertThat(Measure.of(Measure.count())).isEmpty();
        assertThat(Measure.of(-1)).isEmpty();
        assertThat(Measure.of(2)).contains(Measure.ITEMS);
        assertThat(Outcome.values())
                .extracting(Outcome::label)
                .containsExactly("success", "client_error", "server_error", "cancelled");
    }

    @Test
    void aSampleIsANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricSample.gauge("inferometer_x", "X.", Double.NaN))
                .withMessageContaining("inferometer_x");
        assertThat(MetricSample.counter("inferometer_x_total", "X.", 1)
                        .with("cpu", "0")
                        .labels())
                .isEqualTo(Map.of("cpu", "0"));
    }
}
