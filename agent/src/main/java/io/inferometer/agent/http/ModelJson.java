package io.inferometer.agent.http;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.json.JsonBuffer;
import io.inferometer.exporter.metric.ModelAt;

/**
 * One element of {@code models}:
 *
 * <pre>{@code
 * {what Figures writes of a model: "library", "name", "version", "invocations", "outcomes", "latencySeconds" since the start, and
 *  the metrics of models that the catalogue has, such as "enabled", "inFlight", "oldestInFlightSeconds", "tokens",
 *  "beneath": the library that loaded the model and makes its calls, which are a part of its own; empty where the application does,
 *  "engine": {"name", "version", "device"}: what runs the model; empty where it is not known,
 *  "lastInferenceMillis": 0 before the first,
 *  "batch": {"count", "mean", "p50", "max"},
 *  "loads": {"succeeded", "failed", "loaded": instances now, "meanMicros", "maxMicros"},
 *  "recent": LATENCY over the last "seconds" (60, or less after the start) and "ratePerSecond" over them,
 *  "total": LATENCY since the start}
 *
 * LATENCY: {"count", "errors": client and server errors, "outcomes": {"success", "client_error", "server_error", "cancelled"},
 *           "meanMicros", "p50Micros", "p90Micros", "p99Micros", "maxMicros": null without a call,
 *           "buckets": {"scale", "offset", "zero", "counts"}}
 * }</pre>
 *
 * Latencies are of all finished calls, whatever their outcome. Element {@code i} of {@code counts} holds the calls that took
 * more than {@code 2^((offset + i) / 2^scale)} seconds and at most {@code 2^((offset + i + 1) / 2^scale)}; empty buckets at
 * both ends are left out.
 */
final class ModelJson {

    /** Eight buckets per doubling: fine enough for a picture, and for a percentile within 5 %. */
    private static final int PICTURE_SCALE = 3;

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final JsonBuffer json;
    private final Figures figures;
    private final double recentSeconds;

    ModelJson(JsonBuffer json, double recentSeconds) {
        this.json = json;
        this.figures = new Figures(json);
        this.recentSeconds = recentSeconds;
    }

    /** Writes one model. */
    void write(ModelDetail detail, ModelAt model) {
        ModelStats stats = detail.total();
        ModelStats recent = detail.recent();
        json.beginObject();
        figures.model(model);
        json.field("beneath", detail.beneath());
        engine(detail.engine());
        json.field("lastInferenceMillis", stats.lastInferenceMillis());
        batch(stats.distribution(Measure.ITEMS));
        noTokens(stats);
        loads(stats.lifecycle());
        json.beginObject("recent");
        json.field("seconds", recentSeconds);
        json.field("ratePerSecond", recent.invocations() / recentSeconds);
        latency(recent);
        json.endObject();
        json.beginObject("total");
        latency(stats);
        json.endObject();
        json.endObject();
    }

    private void engine(ModelEngine engine) {
        json.beginObject("engine");
        json.field("name", engine.name());
        json.field("version", engine.version());
        json.field("device", engine.device());
        json.endObject();
    }

    /** Where the catalogue leaves out what is not known. */
    private void noTokens(ModelStats model) {
        if (model.distribution(Measure.INPUT_TOKENS).isEmpty()
                && model.distribution(Measure.OUTPUT_TOKENS).isEmpty()) {
            json.beginObject("tokens");
            json.field("input", 0);
            json.field("output", 0);
            json.endObject();
        }
    }

    private void batch(ExponentialHistogram sizes) {
        json.beginObject("batch");
        json.field("count", sizes.count());
        json.field("mean", sizes.mean());
        json.field("p50", Math.rint(sizes.quantile(0.5)));
        json.field("max", sizes.max());
        json.endObject();
    }

    private void loads(ModelStats.Lifecycle lifecycle) {
        json.beginObject("loads");
        json.field("succeeded", lifecycle.loads());
        json.field("failed", lifecycle.failedLoads());
        json.field("loaded", lifecycle.loaded());
        micros(
                "meanMicros",
                lifecycle.loadDurations(),
                lifecycle.loadDurations().mean() / 1e3);
        micros("maxMicros", lifecycle.loadDurations(), lifecycle.loadDurations().max() / 1e3);
        json.endObject();
    }

    private void latency(ModelStats model) {
        ExponentialHistogram latency = model.latency();
        json.field("count", latency.count());
        json.field("errors", model.errors());
        json.beginObject("outcomes");
        for (Outcome outcome : OUTCOMES) {
            json.field(outcome.label(), model.calls(outcome));
        }
        json.endObject();
        micros("meanMicros", latency, latency.mean() / 1e3);
        micros("p50Micros", latency, latency.quantile(0.5) * 1e6);
        micros("p90Micros", latency, latency.quantile(0.9) * 1e6);
        micros("p99Micros", latency, latency.quantile(0.99) * 1e6);
        micros("maxMicros", latency, latency.max() / 1e3);
        buckets(latency.scale() > PICTURE_SCALE ? latency.downscale(PICTURE_SCALE) : latency);
    }

    /** To the nanosecond, or null when there was no call. */
    private void micros(String name, ExponentialHistogram histogram, double value) {
        if (histogram.isEmpty()) {
            json.unknown(name);
        } else {
            json.field(name, Math.rint(value * 1e3) / 1e3);
        }
    }

    private void buckets(ExponentialHistogram histogram) {
        json.beginObject("buckets");
        json.field("scale", histogram.scale());
        json.field("offset", histogram.offset());
        json.field("zero", histogram.zeroCount());
        json.beginArray("counts");
        for (int i = 0; i < histogram.bucketCount(); i++) {
            json.value(histogram.bucket(i));
        }
        json.endArray();
        json.endObject();
    }
}
