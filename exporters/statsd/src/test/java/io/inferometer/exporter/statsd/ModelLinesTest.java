package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelLinesTest {

    private static ModelLines lines(ModelStats model) {
        Window window = Given.window(Given.resource("run"), 1, 10_000, model).build();
        return ModelLines.of(model, window);
    }

    @Test
    void everyFigureOfTheCatalogueIsALine() {
        ModelStats model = Given.model(
                        new ModelId("onnxruntime", "minilm", "v1"),
                        new long[] {0, 1_000_000},
                        new long[] {},
                        new long[] {40, 40, 40},
                        new long[] {})
                .inFlight(2, 250_000_000)
                .lastInference(9_500)
                .distribution(Measure.ITEMS, Given.items(8))
                .distribution(Measure.INPUT_TOKENS, Given.items(10, 11))
                .lifecycle(Given.loads(1, 2_000_000_000))
                .build();
        String tags = "|#model:minilm,version:v1,library:onnxruntime,service:service";
        assertThat(lines(model).adding())
                .containsExactly(
                        "inferometer.inference_duration_seconds.exact_count:2|c" + tags + ",outcome:success",
                        "inferometer.inference_duration_seconds.exact_sum:0.001|c" + tags + ",outcome:success",
                        "inferometer.inference_duration_seconds:0|d" + tags + ",outcome:success",
                        "inferometer.inference_duration_seconds:0.000997946|d" + tags + ",outcome:success",
                        "inferometer.inference_duration_seconds.exact_count:3|c" + tags + ",outcome:server_error",
                        "inferometer.inference_duration_seconds.exact_sum:0.00000012|c" + tags
                                + ",outcome:server_error",
                        "inferometer.inference_duration_seconds:0.00000004|d|@0.3333333333333333" + tags
                                + ",outcome:server_error",
                        "inferometer.batch_size.exact_count:1|c" + tags,
                        "inferometer.batch_size.exact_sum:8|c" + tags,
                        "inferometer.batch_size:8|d" + tags,
                        "inferometer.tokens:21|c" + tags + ",direction:input",
                        "inferometer.model_loads:1|c" + tags + ",status:success",
                        "inferometer.model_load_duration_seconds.exact_count:1|c" + tags,
                        "inferometer.model_load_duration_seconds.exact_sum:2|c" + tags,
                        "inferometer.model_load_duration_seconds:2|d" + tags);
        assertThat(lines(model).gauges())
                .containsExactly(
                        "inferometer.inferences_in_flight:2|g" + tags,
                        "inferometer.oldest_in_flight_seconds:0.25|g" + tags,
                        "inferometer.seconds_since_last_inference:0.5|g" + tags,
                        "inferometer.models_loaded:1|g" + tags);
    }

    @Test
    void aModelWithoutAVersionHasNoTagForIt() {
        assertThat(lines(Given.model(new ModelId("djl", "m", ""), 1).build()).adding())
                .allMatch(line -> line.contains("|#model:m,library:djl,service:service"));
    }

    /** At the resolution that is sent, and between the least and the greatest. */
    @Test
    void whatStandsForAValueIsWithinTwoPercent() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            long value = Math.max(1_000, random.nextLong(1L << random.nextInt(11, 50)));
            ExponentialHistogram histogram = Given.nanos(value - value / 3, value, value + value / 3);
            ModelStats model = ModelStats.of(new ModelId("djl", "m", ""))
                    .duration(Outcome.SUCCESS, histogram)
                    .build();
            List<Double> sent = lines(model).adding().stream()
                    .filter(line -> line.contains("|d"))
                    .map(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1, line.indexOf('|'))))
                    .toList();
            assertThat(sent).hasSize(3);
            assertThat(Math.abs(sent.get(1) * 1e9 / value - 1))
                    .as("%d ns", value)
                    .isLessThan(0.022);
            assertThat(sent.get(0)).isGreaterThanOrEqualTo((value - value / 3) / 1e9 - 1e-12);
            assertThat(sent.get(2)).isLessThanOrEqualTo((value + value / 3) / 1e9 + 1e-12);
        }
    }
}
