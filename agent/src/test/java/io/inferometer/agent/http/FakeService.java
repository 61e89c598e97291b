package io.inferometer.agent.http;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A service under load that changes from second to second; the same in every run. Confined to one thread. */
final class FakeService {

    static final String SCRIPT_NAME = "<img src=x onerror=\"document.title='owned'\">";

    private final Random random = new Random(7);
    private final String runId;
    private final long startMillis;
    private final List<FakeModel> models = List.of(
            new FakeModel("djl", "resnet50", "0.0.1", 22, 48_000, 0.25),
            new FakeModel("langchain4j", "all-minilm-l6-v2-q", "", 140, 6_200, 0.45),
            new FakeModel("onnxruntime", "all-minilm-l6-v2", "1", 145, 5_900, 0.45),
            new FakeModel("onnxruntime", "fraud-scorer", "2026-11-03", 2_400, 180, 0.6),
            new FakeModel("onnxruntime", "whisper-small", "2", 1.4, 2_300_000, 0.5).hanging(),
            new FakeModel("tribuo", "ticket-router", "", 5_200, 1.9, 0.35),
            new FakeModel("xgboost", "ranker", "14", 310, 95, 0.3),
            new FakeModel("annotation", "NightlyRescore", "", 0, 850_000, 0.3).quiet(),
            new FakeModel("config", SCRIPT_NAME, "", 3, 900, 0.5));
    private long second;

    FakeService(String runId, long startMillis) {
        this.runId = runId;
        this.startMillis = startMillis;
    }

    /** Lives through one second. */
    void tick() {
        second++;
        models.forEach(model -> model.tick(second, startMillis + second * 1000, random));
    }

    Snapshot snapshot() {
        long calls =
                models.stream().mapToLong(model -> model.total().invocations()).sum();
        List<ModelStats> recent = new ArrayList<>();
        for (FakeModel model : models) {
            model.recent().ifPresent(recent::add);
        }
        return new Snapshot(
                new Resource("embedding-server", "embeddings", "blue", "ip-10-0-3-17", 1, runId, "0.1.0", startMillis),
                startMillis + second * 1000,
                models.stream()
                        .map(FakeModel::total)
                        .sorted((a, b) -> a.id().compareTo(b.id()))
                        .toList(),
                recent,
                host(),
                new AgentStats(calls, calls - calls / 40_000, calls / 40_000, 0, 0),
                List.of(
                        new ExporterStats("cloudwatch", second / 10, 0, 0, second % 10 / 5, 0, 0, 0, now(), ""),
                        new ExporterStats("file", second / 10, 0, 0, 0, 0, 0, 0, now(), ""),
                        new ExporterStats(
                                "sagemaker-metrics",
                                11,
                                1,
                                0,
                                2 + second / 10,
                                2 + second / 10,
                                2_000 + second * 100,
                                9,
                                startMillis + 10_000,
                                "503 Service Unavailable from https://metrics.sagemaker.eu-central-1.amazonaws.com: retrying")));
    }

    private long now() {
        return startMillis + second / 10 * 10_000;
    }

    private HostStats host() {
        double wave = Math.sin(second / 9.0);
        double heap = 0.8e9 + (second * 37 % 29) * 4.5e7;
        return new HostStats(
                new HostUtilization(210 + 60 * wave + random.nextDouble() * 30, 61.5 + wave, 44.2, 68 + 20 * wave, 71),
                List.of(
                        MetricSample.gauge("inferometer_host_cpus", "Cores.", 4),
                        MetricSample.gauge("inferometer_jvm_heap_used_bytes", "Used.", heap),
                        MetricSample.gauge("inferometer_jvm_heap_max_bytes", "Limit.", 4.0 * (1L << 30)),
                        MetricSample.gauge(
                                "inferometer_process_start_time_seconds", "Start.", startMillis / 1e3 - 93_600),
                        new MetricSample(
                                "inferometer_jvm_gc_pause_seconds_total",
                                "Pauses.",
                                MetricSample.Kind.COUNTER,
                                Map.of("collector", "G1 Young Generation"),
                                second * 0.004 + (second % 7 == 0 ? 0.03 : 0))));
    }
}
