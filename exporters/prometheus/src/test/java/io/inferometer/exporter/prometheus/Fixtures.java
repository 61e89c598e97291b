package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.fixture.Given;
import java.util.Arrays;
import java.util.List;

/** Snapshots with known content. */
final class Fixtures {

    static final String NASTY = "a\"b\\c\nd<img src=x>é";

    private Fixtures() {}

    /** A histogram of these raw values. */
    static ExponentialHistogram histogram(Unit unit, long... values) {
        return Given.histogram(unit, values);
    }

    static ExponentialHistogram nanos(long... values) {
        return histogram(Unit.NANOSECONDS, values);
    }

    static ModelStats model(ModelId id, ExponentialHistogram successes, ExponentialHistogram serverErrors) {
        return ModelStats.of(id)
                .duration(Outcome.SUCCESS, successes)
                .duration(Outcome.SERVER_ERROR, serverErrors)
                .inFlight(2, 1_500_000_000)
                .distribution(Measure.ITEMS, histogram(Unit.ITEMS, 1, 8, 8, 32))
                .distribution(Measure.INPUT_TOKENS, histogram(Unit.ITEMS, 100, 20))
                .distribution(Measure.OUTPUT_TOKENS, histogram(Unit.ITEMS, 45))
                .lastInference(1_700_000_000_000L)
                .lifecycle(new ModelStats.Lifecycle(2, 1, nanos(250_000_000, 500_000_000, 4_000_000_000L), 1))
                .build();
    }

    /** A model that was loaded and never called. */
    static ModelStats idle(ModelId id) {
        return ModelStats.of(id).lifecycle(Given.loads(1, 125_000_000)).build();
    }

    static Snapshot snapshot(List<ModelStats> models, List<MetricSample> host, List<ExporterStats> exporters) {
        return new Snapshot(
                new Resource("svc", "svc", "AllTraffic", "host-1", 1, "run", "0.1.0", 1_700_000_000_000L),
                1_700_000_100_000L,
                models,
                List.of(),
                new HostStats(HostUtilization.UNKNOWN, host),
                new AgentStats(1000, 990, 10, 0, 4, 5, 2, 3),
                exporters);
    }

    static Snapshot empty() {
        return snapshot(List.of(), List.of(), List.of());
    }

    /** One of everything. */
    static Snapshot full() {
        return snapshot(
                List.of(
                        model(
                                new ModelId("onnxruntime", "minilm", "3"),
                                nanos(900, 1_000_000, 62_500_000, 62_500_001, 500_000_000),
                                nanos(128_000_000_000L)),
                        idle(new ModelId("djl", NASTY, ""))),
                Arrays.asList(
                        gauge("inferometer_host_cpu_utilization_ratio", "Busy \"share\" of\nall cores.", 0.25),
                        counter("inferometer_jvm_gc_pause_seconds_total", "Time in pauses.", 1.5)
                                .with("collector", "G1 Young Generation"),
                        gauge("inferometer_process_memory_bytes", "Resident memory.", 3e9),
                        counter("inferometer_jvm_gc_pause_seconds_total", "Time in pauses.", 1e-7)
                                .with("collector", "G1 Old Generation"),
                        gauge("inferometer_host_memory_limit_bytes", "Limit.", Double.POSITIVE_INFINITY)),
                List.of(
                        new ExporterStats("cloudwatch", 12, 1, 2, 4, 3, 3_072, 4, 1_700_000_099_500L, "throttled"),
                        new ExporterStats("file", 15, 0, 0, 0, 0, 0, 0, 0, "")));
    }

    /** Names that end a line, a label or a text for a parser that is not strict, all different. */
    static Snapshot names() {
        List<String> names = List.of(
                " ",
                "\u0000",
                "a\rb",
                "\n",
                "\\n",
                "\\",
                "\"",
                "\\\"",
                "{",
                "},x=\"",
                "#",
                "\u0085",
                "\u2028",
                "\uFFFE",
                "\uFFFF",
                "\u202E",
                "\uD83D\uDE00",
                "\uFFFD",
                "# EOF\n",
                "e\u0301",
                "\u00E9");
        return snapshot(
                names.stream()
                        .map(name -> model(new ModelId("x", name, name), nanos(5), nanos()))
                        .toList(),
                List.of(),
                List.of());
    }

    static MetricSample gauge(String name, String help, double value) {
        return MetricSample.gauge(name, help, value);
    }

    static MetricSample counter(String name, String help, double value) {
        return MetricSample.counter(name, help, value);
    }
}
