package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.json.Decimals;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.metric.ModelAt;
import java.io.IOException;

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

    private final JsonGenerator json;
    private final Decimals decimals;
    private final Figures figures;
    private final CountsText counts = new CountsText();
    private final double recentSeconds;

    ModelJson(JsonGenerator json, double recentSeconds) {
        this.json = json;
        this.decimals = Decimals.ofMany(json);
        this.figures = new Figures(json, decimals);
        this.recentSeconds = recentSeconds;
    }

    /** Writes one model. */
    void write(ModelDetail detail, ModelAt model) throws IOException {
        ModelStats stats = detail.total();
        ModelStats recent = detail.recent();
        json.writeStartObject();
        figures.model(model);
        json.writeStringField("beneath", detail.beneath());
        engine(detail.engine());
        json.writeNumberField("lastInferenceMillis", stats.lastInferenceMillis());
        batch(stats.distribution(Measure.ITEMS));
        noTokens(stats);
        loads(stats.lifecycle());
        json.writeObjectFieldStart("recent");
        decimals.number("seconds", recentSeconds);
        decimals.number("ratePerSecond", recent.invocations() / recentSeconds);
        latency(recent);
        json.writeEndObject();
        json.writeObjectFieldStart("total");
        latency(stats);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void engine(ModelEngine engine) throws IOException {
        json.writeObjectFieldStart("engine");
        json.writeStringField("name", engine.name());
        json.writeStringField("version", engine.version());
        json.writeStringField("device", engine.device());
        json.writeEndObject();
    }

    /** Where the catalogue leaves out what is not known. */
    private void noTokens(ModelStats model) throws IOException {
        if (model.distribution(Measure.INPUT_TOKENS).isEmpty()
                && model.distribution(Measure.OUTPUT_TOKENS).isEmpty()) {
            json.writeObjectFieldStart("tokens");
            json.writeNumberField("input", 0);
            json.writeNumberField("output", 0);
            json.writeEndObject();
        }
    }

    private void batch(ExponentialHistogram sizes) throws IOException {
        json.writeObjectFieldStart("batch");
        json.writeNumberField("count", sizes.count());
        decimals.number("mean", sizes.mean());
        decimals.number("p50", Math.rint(sizes.quantile(0.5)));
        json.writeNumberField("max", sizes.max());
        json.writeEndObject();
    }

    private void loads(ModelStats.Lifecycle lifecycle) throws IOException {
        json.writeObjectFieldStart("loads");
        json.writeNumberField("succeeded", lifecycle.loads());
        json.writeNumberField("failed", lifecycle.failedLoads());
        json.writeNumberField("loaded", lifecycle.loaded());
        micros(
                "meanMicros",
                lifecycle.loadDurations(),
                lifecycle.loadDurations().mean() / 1e3);
        micros("maxMicros", lifecycle.loadDurations(), lifecycle.loadDurations().max() / 1e3);
        json.writeEndObject();
    }

    private void latency(ModelStats model) throws IOException {
        ExponentialHistogram latency = model.latency();
        json.writeNumberField("count", latency.count());
        json.writeNumberField("errors", model.errors());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : OUTCOMES) {
            json.writeNumberField(outcome.label(), model.calls(outcome));
        }
        json.writeEndObject();
        micros("meanMicros", latency, latency.mean() / 1e3);
        micros("p50Micros", latency, latency.quantile(0.5) * 1e6);
        micros("p90Micros", latency, latency.quantile(0.9) * 1e6);
        micros("p99Micros", latency, latency.quantile(0.99) * 1e6);
        micros("maxMicros", latency, latency.max() / 1e3);
        buckets(latency.scale() > PICTURE_SCALE ? latency.downscale(PICTURE_SCALE) : latency);
    }

    /** To the nanosecond, or null when there was no call. */
    private void micros(String name, ExponentialHistogram histogram, double value) throws IOException {
        if (histogram.isEmpty()) {
            json.writeNullField(name);
        } else {
            decimals.number(name, Math.rint(value * 1e3) / 1e3);
        }
    }

    private void buckets(ExponentialHistogram histogram) throws IOException {
        json.writeObjectFieldStart("buckets");
        json.writeNumberField("scale", histogram.scale());
        json.writeNumberField("offset", histogram.offset());
        json.writeNumberField("zero", histogram.zeroCount());
        json.writeFieldName("counts");
        counts.write(json, histogram);
        json.writeEndObject();
    }
}
