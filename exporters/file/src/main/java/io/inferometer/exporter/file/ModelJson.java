package io.inferometer.exporter.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.io.IOException;

/** Writes one model of a window. */
final class ModelJson {

    private ModelJson() {}

    static void write(JsonGenerator json, ModelStats model) throws IOException {
        json.writeStartObject();
        json.writeStringField("library", model.id().library());
        json.writeStringField("name", model.id().name());
        json.writeStringField("version", model.id().version());
        json.writeNumberField("invocations", model.invocations());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.label(), model.duration(outcome).count());
        }
        json.writeEndObject();
        ExponentialHistogram latency = model.latency();
        latency(json, latency);
        histogram(json, latency);
        json.writeNumberField("inFlight", model.inFlight());
        seconds(json, "oldestInFlightSeconds", model.oldestInFlightNanos());
        batchSizes(json, model.batchSizes());
        tokens(json, model);
        lifecycle(json, model.lifecycle());
        json.writeEndObject();
    }

    private static void latency(JsonGenerator json, ExponentialHistogram latency) throws IOException {
        json.writeObjectFieldStart("latencySeconds");
        json.writeNumberField("count", latency.count());
        seconds(json, "sum", latency.sum());
        if (!latency.isEmpty()) {
            seconds(json, "min", latency.min());
            seconds(json, "max", latency.max());
            json.writeNumberField("p50", latency.quantile(0.5));
            json.writeNumberField("p90", latency.quantile(0.9));
            json.writeNumberField("p99", latency.quantile(0.99));
        }
        json.writeEndObject();
    }

    private static void histogram(JsonGenerator json, ExponentialHistogram histogram) throws IOException {
        json.writeObjectFieldStart("latencyHistogram");
        json.writeNumberField("scale", histogram.scale());
        json.writeNumberField("offset", histogram.offset());
        json.writeArrayFieldStart("buckets");
        for (int i = 0; i < histogram.bucketCount(); i++) {
            json.writeNumber(histogram.bucket(i));
        }
        json.writeEndArray();
        json.writeNumberField("zeroCount", histogram.zeroCount());
        json.writeEndObject();
    }

    private static void batchSizes(JsonGenerator json, ExponentialHistogram sizes) throws IOException {
        if (sizes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("batchSize");
        json.writeNumberField("count", sizes.count());
        json.writeNumberField("sum", sizes.sum());
        json.writeNumberField("min", sizes.min());
        json.writeNumberField("max", sizes.max());
        json.writeEndObject();
    }

    private static void tokens(JsonGenerator json, ModelStats model) throws IOException {
        if (model.inputTokens() == 0 && model.outputTokens() == 0) {
            return;
        }
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", model.inputTokens());
        json.writeNumberField("output", model.outputTokens());
        json.writeEndObject();
    }

    private static void lifecycle(JsonGenerator json, ModelStats.Lifecycle lifecycle) throws IOException {
        json.writeObjectFieldStart("lifecycle");
        json.writeNumberField("loads", lifecycle.loads());
        json.writeNumberField("failedLoads", lifecycle.failedLoads());
        json.writeNumberField("loaded", lifecycle.loaded());
        json.writeEndObject();
    }

    /**
     * Exact, where a double would round sums of more than 2^53 ns (104 days); not by BigDecimal, whose first use in JDK 25
     * fixes the size of the application's common pool.
     */
    private static void seconds(JsonGenerator json, String name, long nanos) throws IOException {
        String digits = Long.toString(Math.abs(nanos));
        String padded = "0".repeat(Math.max(0, 10 - digits.length())) + digits;
        int point = padded.length() - 9;
        int end = padded.length();
        while (end > point && padded.charAt(end - 1) == '0') {
            end--;
        }
        json.writeFieldName(name);
        json.writeNumber((nanos < 0 ? "-" : "")
                + padded.substring(0, point)
                + (end == point ? "" : "." + padded.substring(point, end)));
    }
}
