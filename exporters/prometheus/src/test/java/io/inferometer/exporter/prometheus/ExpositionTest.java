package io.inferometer.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ExporterStats.Power;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.fixture.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final ModelId ID = new ModelId("onnxruntime", "m", "");
    private final PrometheusText prometheus = new PrometheusText();
    private final OpenMetricsText openMetrics = new OpenMetricsText();

    @Test
    void contentTypesAreTheRegisteredOnes() {
        assertThat(prometheus.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(openMetrics.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }

    @Test
    void familiesWithoutDataAreLeftOut() {
        assertThat(Fixtures.text(prometheus, Fixtures.empty()).lines().filter(line -> line.startsWith("# TYPE")))
                .containsExactly(
                        "# TYPE inferometer_agent_enabled gauge",
                        "# TYPE inferometer_agent_events_recorded_total counter",
                        "# TYPE inferometer_agent_events_aggregated_total counter",
                        "# TYPE inferometer_agent_events_folded_total counter",
                        "# TYPE inferometer_agent_events_lost_total counter",
                        "# TYPE inferometer_agent_clamped_durations_total counter",
                        "# TYPE inferometer_agent_ignored_items_total counter",
                        "# TYPE inferometer_agent_instrumentation_errors_total counter",
                        "# TYPE inferometer_agent_measuring_errors_total counter");
        assertThat(Fixtures.text(openMetrics, Fixtures.empty())).endsWith("\n# EOF\n");
    }

    @Test
    void queuedRequestsHaveTheLabelsOfTheirEndpoint() {
        Snapshot without = Fixtures.empty();
        Snapshot with = new Snapshot(
                without.resource(),
                without.atMillis(),
                List.of(),
                List.of(),
                without.host(),
                without.agent(),
                List.of(),
                Switches.ALL_ON,
                Optional.of(Given.async(1_000)),
                List.of());
        assertThat(Fixtures.text(prometheus, without)).doesNotContain("inferometer_async");
        assertThat(Fixtures.text(openMetrics, with))
                .contains(
                        "inferometer_async_backlog{endpoint=\"svc\",variant=\"AllTraffic\"} 5\n",
                        "inferometer_async_oldest_seconds{endpoint=\"svc\",variant=\"AllTraffic\"} 3",
                        "inferometer_async_backlog_without_capacity{endpoint=\"svc\",variant=\"AllTraffic\"} 1",
                        "inferometer_async_requests_total{endpoint=\"svc\",variant=\"AllTraffic\",outcome=\"expired\"} 4\n",
                        "inferometer_async_failures_total{endpoint=\"svc\",variant=\"AllTraffic\",stage=\"notify\"} 3\n",
                        "inferometer_async_model_errors_total{endpoint=\"svc\",variant=\"AllTraffic\",class=\"4xx\"} 2\n",
                        "inferometer_async_queue_seconds_bucket{endpoint=\"svc\",variant=\"AllTraffic\",le=\"2.0\"} 2\n",
                        "inferometer_async_total_seconds_count{endpoint=\"svc\",variant=\"AllTraffic\"} 2\n",
                        "inferometer_async_model_seconds_sum{endpoint=\"svc\",variant=\"AllTraffic\"} 13");
    }

    @Test
    void theFirstCallShowsAllOutcomesAsZeroWhileItRuns() {
        ModelStats idle = Fixtures.idle(ID);
        ModelStats running = idle.toBuilder().inFlight(1, 5).build();

        assertThat(counts(running))
                .containsExactly("success\"} 0", "client_error\"} 0", "server_error\"} 0", "cancelled\"} 0");
        assertThat(counts(idle)).isEmpty();
    }

    private List<String> counts(ModelStats model) {
        return Fixtures.text(prometheus, Fixtures.snapshot(List.of(model), List.of(), List.of()))
                .lines()
                .filter(line -> line.startsWith("inferometer_inference_duration_seconds_count"))
                .map(line -> line.substring(line.indexOf("outcome=") + 9))
                .toList();
    }

    @Test
    void aBoundCountsTheValuesThatAreEqualToIt() {
        ModelStats model = Fixtures.model(ID, Fixtures.nanos(500_000_000, 500_000_001), Fixtures.nanos());
        String text = Fixtures.text(prometheus, Fixtures.snapshot(List.of(model), List.of(), List.of()));

        assertThat(text)
                .contains("outcome=\"success\",le=\"0.25\"} 0\n")
                .contains("outcome=\"success\",le=\"0.5\"} 1\n")
                .contains("outcome=\"success\",le=\"1\"} 2\n");
    }

    @Test
    void durationsHaveTheTwentySevenPowersOfTwoAndInfinity() {
        ModelStats model = Fixtures.model(ID, Fixtures.nanos(1), Fixtures.nanos());
        String text = Fixtures.text(openMetrics, Fixtures.snapshot(List.of(model), List.of(), List.of()));
        List<String> bounds = text.lines()
                .filter(line -> line.startsWith("inferometer_inference_duration_seconds_bucket")
                        && line.contains("outcome=\"success\""))
                .map(line -> line.replaceAll(".*le=\"(.*)\"} .*", "$1"))
                .toList();

        assertThat(bounds).hasSize(28).startsWith("9.5367431640625e-07").endsWith("32.0", "64.0", "+Inf");
        for (int i = 0; i < 27; i++) {
            assertThat(Double.parseDouble(bounds.get(i))).isEqualTo(Math.scalb(1.0, i - 20));
        }
    }

    @Test
    void whatIsTurnedOffIsZero() {
        ModelId off = new ModelId("onnxruntime", "off", "");
        Snapshot on = Fixtures.snapshot(
                List.of(Fixtures.idle(ID), Fixtures.idle(off)),
                List.of(),
                List.of(
                        new ExporterStats("file", 0, 0, 0, 0, 0, 0, 0, 0, ""),
                        new ExporterStats("cloudwatch", 0, 0, 0, 5, 3, 0, 0, 0, "", Power.DISABLED),
                        new ExporterStats("sagemaker-metrics", 0, 0, 0, 0, 0, 0, 0, 0, "missing", Power.OFF)));
        Snapshot snapshot = new Snapshot(
                on.resource(),
                on.atMillis(),
                on.models(),
                on.recent(),
                on.host(),
                on.agent(),
                on.exporters(),
                new Switches(false, Map.of("onnxruntime", true, "config", false), Set.of(off)),
                Optional.empty(),
                List.of());

        assertThat(Fixtures.text(prometheus, on))
                .contains("inferometer_agent_enabled 1\n")
                .doesNotContain("library_enabled");
        for (ExpositionFormat format : List.of(prometheus, openMetrics)) {
            assertThat(Fixtures.text(format, snapshot).lines())
                    .contains(
                            "inferometer_agent_enabled 0",
                            "inferometer_library_enabled{library=\"config\"} 0",
                            "inferometer_library_enabled{library=\"onnxruntime\"} 1",
                            "inferometer_model_enabled{model=\"m\",version=\"\",library=\"onnxruntime\"} 1",
                            "inferometer_model_enabled{model=\"off\",version=\"\",library=\"onnxruntime\"} 0",
                            "inferometer_exporter_enabled{exporter=\"file\"} 1",
                            "inferometer_exporter_enabled{exporter=\"cloudwatch\"} 0",
                            "inferometer_exporter_enabled{exporter=\"sagemaker-metrics\"} 0",
                            "inferometer_exporter_pending_windows{exporter=\"cloudwatch\"} 5",
                            "inferometer_exporter_spooled_windows{exporter=\"cloudwatch\"} 3");
        }
    }

    @Test
    void aSampleOfTheMachineNeverRepeatsAFamily() {
        Snapshot snapshot = Fixtures.snapshot(
                List.of(),
                List.of(
                        Fixtures.gauge("inferometer_gpu_x", "First.", 1),
                        Fixtures.counter("inferometer_agent_events_lost_total", "Again.", 7),
                        Fixtures.gauge("inferometer_gpu_x", "First.", 2)),
                List.of());

        assertThat(Fixtures.text(prometheus, snapshot))
                .contains("inferometer_agent_events_lost_total 0\n")
                .doesNotContain("Again", "inferometer_gpu_x 1")
                .endsWith("inferometer_gpu_x 2\n");
    }

    @Test
    void numbersAreWrittenAsGoWritesThem() {
        assertThat(List.of(0.0, 1.0, 0.0001, 0.00001, 1e20, 1e21, 1.5e-7, 2e-3, 123456.789, Double.MAX_VALUE))
                .extracting(Numbers::text)
                .containsExactly(
                        "0",
                        "1",
                        "0.0001",
                        "1e-05",
                        "100000000000000000000",
                        "1e+21",
                        "1.5e-07",
                        "0.002",
                        "123456.789",
                        "1.7976931348623157e+308");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }
}
