package io.inferometer.exporter.file;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.json.JsonBuffer;
import io.inferometer.exporter.metric.ModelAt;

/** Writes one model of a window: its figures, and its latencies bucket by bucket. */
final class WindowModelJson {

    private WindowModelJson() {}

    /** @param endMillis when the window ended */
    static void write(JsonBuffer json, ModelStats model, long endMillis) {
        json.beginObject();
        new Figures(json).model(new ModelAt(model, endMillis, ModelAt.State.UNKNOWN));
        histogram(json, model.latency());
        lifecycle(json, model.lifecycle());
        json.endObject();
    }

    private static void histogram(JsonBuffer json, ExponentialHistogram histogram) {
        json.beginObject("latencyHistogram");
        json.field("scale", histogram.scale());
        json.field("offset", histogram.offset());
        json.beginArray("buckets");
        for (int i = 0; i < histogram.bucketCount(); i++) {
            json.value(histogram.bucket(i));
        }
        json.endArray();
        json.field("zeroCount", histogram.zeroCount());
        json.endObject();
    }

    private static void lifecycle(JsonBuffer json, ModelStats.Lifecycle lifecycle) {
        json.beginObject("lifecycle");
        json.field("loads", lifecycle.loads());
        json.field("failedLoads", lifecycle.failedLoads());
        json.field("loaded", lifecycle.loaded());
        json.endObject();
    }
}
