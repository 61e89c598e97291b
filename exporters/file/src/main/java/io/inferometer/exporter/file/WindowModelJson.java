package io.inferometer.exporter.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.metric.ModelAt;
import java.io.IOException;

/** Writes one model of a window: its figures, and its latencies bucket by bucket. */
final class WindowModelJson {

    private WindowModelJson() {}

    /** @param endMillis when the window ended */
    static void write(JsonGenerator json, ModelStats model, long endMillis) throws IOException {
        json.writeStartObject();
        new Figures(json).model(new ModelAt(model, endMillis, ModelAt.State.UNKNOWN));
        histogram(json, model.latency());
        lifecycle(json, model.lifecycle());
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

    private static void lifecycle(JsonGenerator json, ModelStats.Lifecycle lifecycle) throws IOException {
        json.writeObjectFieldStart("lifecycle");
        json.writeNumberField("loads", lifecycle.loads());
        json.writeNumberField("failedLoads", lifecycle.failedLoads());
        json.writeNumberField("loaded", lifecycle.loaded());
        json.writeEndObject();
    }
}
