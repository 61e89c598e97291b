package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.io.IOException;

/**
 * One element of {@code models}:
 *
 * <pre>{@code
 * {"library", "name", "version", "enabled", "inFlight", "oldestInFlightSeconds", "lastInferenceMillis": 0 before the first,
 *  "batch": {"count", "mean", "p50", "max"}, "tokens": {"input", "output"},
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

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final JsonGenerator json;
    private final double recentSeconds;

    ModelJson(JsonGenerator json, double recentSeconds) {
        this.json = json;
        this.recentSeconds = recentSeconds;
    }

    /**
     * Writes one model.
     *
     * @param enabled whether the model itself is enabled
     */
    void write(ModelDetail detail, boolean enabled) throws IOException {
        ModelStats model = detail.total();
        json.writeStartObject();
        json.writeStringField("library", model.id().library());
        json.writeStringField("name", model.id().name());
        json.writeStringField("version", model.id().version());
        json.writeBooleanField("enabled", enabled);
        json.writeNumberField("inFlight", model.inFlight());
        json.writeNumberField("oldestInFlightSeconds", model.oldestInFlightNanos() / 1e9);
        json.writeNumberField("lastInferenceMillis", model.lastInferenceMillis());
        batch(model.batchSizes(), detail.medianBatch());
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", model.inputTokens());
        json.writeNumberField("output", model.outputTokens());
        json.writeEndObject();
        loads(model.lifecycle());
        json.writeObjectFieldStart("recent");
        json.writeNumberField("seconds", recentSeconds);
        json.writeNumberField("ratePerSecond", detail.recent().invocations() / recentSeconds);
        latency(detail.recent(), detail.recentLatency());
        json.writeEndObject();
        json.writeObjectFieldStart("total");
        latency(model, detail.totalLatency());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void batch(ExponentialHistogram sizes, double median) throws IOException {
        json.writeObjectFieldStart("batch");
        json.writeNumberField("count", sizes.count());
        json.writeNumberField("mean", sizes.mean());
        json.writeNumberField("p50", Math.rint(median));
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

    private void latency(ModelStats model, ModelDetail.Latency latency) throws IOException {
        ExponentialHistogram histogram = latency.histogram();
        json.writeNumberField("count", histogram.count());
        json.writeNumberField("errors", model.errors());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : OUTCOMES) {
            json.writeNumberField(outcome.label(), model.duration(outcome).count());
        }
        json.writeEndObject();
        micros("meanMicros", histogram, histogram.mean() / 1e3);
        micros("p50Micros", histogram, latency.p50() * 1e6);
        micros("p90Micros", histogram, latency.p90() * 1e6);
        micros("p99Micros", histogram, latency.p99() * 1e6);
        micros("maxMicros", histogram, histogram.max() / 1e3);
        buckets(histogram);
    }

    /** To the nanosecond, or null when there was no call. */
    private void micros(String name, ExponentialHistogram histogram, double value) throws IOException {
        SnapshotJson.number(json, name, histogram.isEmpty() ? Double.NaN : Math.rint(value * 1e3) / 1e3);
    }

    private void buckets(ExponentialHistogram histogram) throws IOException {
        json.writeObjectFieldStart("buckets");
        json.writeNumberField("scale", histogram.scale());
        json.writeNumberField("offset", histogram.offset());
        json.writeNumberField("zero", histogram.zeroCount());
        json.writeArrayFieldStart("counts");
        for (int i = 0; i < histogram.bucketCount(); i++) {
            json.writeNumber(histogram.bucket(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
