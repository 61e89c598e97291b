package io.inferometer.exporter.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.metric.Description.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final ModelId ID = new ModelId("onnxruntime", "minilm", "3");

    /** What a metric reads, as text. */
    private static <S> Map<String, String> read(Metric<S> metric, S subject) {
        Map<String, String> values = new TreeMap<>();
        metric.read(subject, new Samples() {
            @Override
            public void value(String labelValue, long value) {
                values.put(labelValue, Long.toString(value));
            }

            @Override
            public void value(String labelValue, double value) {
                values.put(labelValue, Double.toString(value));
            }

            @Override
            public void histogram(String labelValue, ExponentialHistogram histogram) {
                values.put(labelValue, histogram.count() + " values");
            }
        });
        return values;
    }

    private static ModelAt at(ModelStats.Builder model) {
        return new ModelAt(model.build(), 1_000, ModelAt.State.UNKNOWN);
    }

    private static List<Description> all() {
        List<Description> all = new ArrayList<>();
        Stream.of(ModelMetric.values()).map(ModelMetric::description).forEach(all::add);
        Stream.of(LibraryMetric.values()).map(LibraryMetric::description).forEach(all::add);
        Stream.of(ExporterMetric.values()).map(ExporterMetric::description).forEach(all::add);
        Stream.of(AgentMetric.values()).map(AgentMetric::description).forEach(all::add);
        Stream.of(AsyncMetric.values()).map(AsyncMetric::description).forEach(all::add);
        Stream.of(SampleMetric.values()).map(SampleMetric::description).forEach(all::add);
        return all;
    }

    @Test
    void namesFollowTheConventions() {
        assertThat(all())
                .extracting(Description::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("inferometer(_[a-z0-9]+)+"));
        for (Description metric : all()) {
            assertThat(metric.name().endsWith("_total")).as(metric.name()).isEqualTo(metric.kind() == Kind.COUNTER);
            assertThat(metric.help()).as(metric.name()).endsWith(".").doesNotContain("\n", "|");
            assertThat(metric.key()).as(metric.name()).matches("[a-z][A-Za-z0-9]*");
            for (String unit : List.of("seconds", "bytes", "ratio")) {
                if (metric.family().endsWith("_" + unit)) {
                    assertThat(metric.unit()).as(metric.name()).isEqualTo(unit);
                }
            }
        }
        for (Metric<?>[] subject : List.of(
                ModelMetric.values(),
                LibraryMetric.values(),
                ExporterMetric.values(),
                AgentMetric.values(),
                AsyncMetric.values())) {
            assertThat(subject).extracting(metric -> metric.description().key()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aModelThatNeverRanHasLittleToShow() {
        ModelAt idle = at(ModelStats.of(ID));
        assertThat(Stream.of(ModelMetric.values())
                        .filter(metric -> !read(metric, idle).isEmpty()))
                .containsExactly(ModelMetric.IN_FLIGHT, ModelMetric.OLDEST_IN_FLIGHT);
        assertThat(read(ModelMetric.INFERENCE_DURATION, at(ModelStats.of(ID).inFlight(1, 5))))
                .as("outcomes are known from the first call on")
                .hasSize(4);
    }

    @Test
    void everyMeasureIsShown() {
        ModelStats.Builder model = Given.model(ID, new long[] {1}, new long[] {2}, new long[0], new long[0]);
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                model.distribution(measure, Given.histogram(measure.unit(), measure.ordinal(), 100));
            }
        }
        ModelAt full = at(model.lifecycle(new ModelStats.Lifecycle(2, 1, Given.nanos(5, 6, 7), 2)));
        assertThat(read(ModelMetric.INFERENCE_DURATION, full))
                .isEqualTo(Map.of(
                        "success",
                        "1 values",
                        "client_error",
                        "1 values",
                        "server_error",
                        "0 values",
                        "cancelled",
                        "0 values"));
        assertThat(read(ModelMetric.SECONDS_SINCE_LAST, at(ModelStats.of(ID).lastInference(400))))
                .isEqualTo(Map.of("", "0.6"));
        assertThat(read(ModelMetric.BATCH_SIZE, full)).isEqualTo(Map.of("", "2 values"));
        assertThat(read(ModelMetric.TOKENS, full)).isEqualTo(Map.of("input", "103", "output", "104"));
        assertThat(read(ModelMetric.CACHED_TOKENS, full)).isEqualTo(Map.of("", "105"));
        assertThat(read(ModelMetric.REASONING_TOKENS, full)).isEqualTo(Map.of("", "106"));
        assertThat(read(ModelMetric.TIME_TO_FIRST_TOKEN, full)).isEqualTo(Map.of("", "2 values"));
        assertThat(read(ModelMetric.TIME_PER_OUTPUT_TOKEN, full)).isEqualTo(Map.of("", "2 values"));
        assertThat(read(ModelMetric.LOADS, full)).isEqualTo(Map.of("success", "2", "failure", "1"));
        assertThat(read(ModelMetric.LOAD_DURATION, full)).isEqualTo(Map.of("", "3 values"));
        assertThat(read(ModelMetric.LOADED, full)).isEqualTo(Map.of("", "2"));
        ModelAt off = new ModelAt(full.stats(), 1_000, ModelAt.State.DISABLED);
        assertThat(read(ModelMetric.ENABLED, off)).isEqualTo(Map.of("", "0"));
    }

    @Test
    void theBooksAreRead() {
        AgentAt agent = new AgentAt(new AgentStats(1, 2, 3, 4, 5, 6, 7, 8), ModelAt.State.ENABLED);
        assertThat(Stream.of(AgentMetric.values())
                        .map(metric -> read(metric, agent).get("")))
                .containsExactly("1", "1", "2", "3", "4", "7", "8", "5", "6");
        ExporterStats exporter = new ExporterStats("file", 1, 2, 3, 4, 5, 6, 7, 8_500, "");
        assertThat(read(ExporterMetric.WINDOWS, exporter))
                .isEqualTo(Map.of("delivered", "1", "rejected", "2", "expired", "3"));
        assertThat(Stream.of(ExporterMetric.values())
                        .skip(1)
                        .map(metric -> read(metric, exporter).get("")))
                .containsExactly("1", "4", "5", "6", "7", "8.5");
    }

    @Test
    void aSampleIsOfItsMetric() {
        MetricSample sample = SampleMetric.JVM_GC_PAUSE_SECONDS.sample(1.5, "G1");
        assertThat(sample.name()).isEqualTo("inferometer_jvm_gc_pause_seconds_total");
        assertThat(sample.kind()).isEqualTo(MetricSample.Kind.COUNTER);
        assertThat(sample.labels()).isEqualTo(Map.of("collector", "G1"));
        assertThat(SampleMetric.named(sample.name())).contains(SampleMetric.JVM_GC_PAUSE_SECONDS);
        assertThat(SampleMetric.named("inferometer_of_a_later_version")).isEmpty();
        assertThat(SampleMetric.HOST_LOAD1.description().key()).isEqualTo("hostLoad1");
    }
}
