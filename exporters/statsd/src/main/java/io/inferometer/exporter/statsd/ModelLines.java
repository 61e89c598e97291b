package io.inferometer.exporter.statsd;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
import io.inferometer.exporter.metric.Samples;
import java.util.ArrayList;
import java.util.List;

/** The lines of one model: whatever the catalogue has of it. */
final class ModelLines implements Samples {

    /** Sixteen buckets for each power of two: whatever stands for a value is within 2.2 % of it. */
    private static final int SCALE = 4;

    private static final String PREFIX = "inferometer_";

    private final String tags;
    private final List<String> adding = new ArrayList<>();
    private final List<String> gauges = new ArrayList<>();
    private Description description;

    private ModelLines(String tags) {
        this.tags = tags;
    }

    static ModelLines of(ModelStats model, Window window) {
        ModelLines lines = new ModelLines(tags(model.id(), window.resource().serviceName()));
        ModelAt subject = new ModelAt(model, window.endMillis(), ModelAt.State.UNKNOWN);
        for (ModelMetric metric : ModelMetric.values()) {
            lines.description = metric.description();
            metric.read(subject, lines);
        }
        return lines;
    }

    private static String tags(ModelId model, String service) {
        String version = model.version().isEmpty() ? "" : ",version:" + TagValue.of(model.version());
        return "|#model:" + TagValue.of(model.name()) + version + ",library:" + TagValue.of(model.library())
                + ",service:" + TagValue.of(service);
    }

    /** Returns counters and distributions: what a receiver adds up, in the same order each time. */
    List<String> adding() {
        return adding;
    }

    /** Returns the state at the window's end. */
    List<String> gauges() {
        return gauges;
    }

    @Override
    public void value(String labelValue, long value) {
        put("", Long.toString(value), labelValue);
    }

    @Override
    public void value(String labelValue, double value) {
        if (Double.isFinite(value)) {
            put("", PlainNumber.of(value), labelValue);
        }
    }

    private void put(String suffix, String value, String labelValue) {
        if (description.kind() == Description.Kind.GAUGE) {
            gauges.add(line("", value, "|g", labelValue));
        } else if (!value.equals("0")) {
            adding.add(line(suffix, value, "|c", labelValue));
        }
    }

    @Override
    public void histogram(String labelValue, ExponentialHistogram histogram) {
        if (histogram.isEmpty()) {
            return;
        }
        put(".exact_count", Long.toString(histogram.count()), labelValue);
        put(".exact_sum", base(histogram, histogram.sum()), labelValue);
        ExponentialHistogram coarse = histogram.downscale(Math.min(SCALE, histogram.scale()));
        bucket("0", coarse.zeroCount(), labelValue);
        for (int i = 0; i < coarse.bucketCount(); i++) {
            bucket(base(coarse, representative(coarse, i)), coarse.bucket(i), labelValue);
        }
    }

    private void bucket(String value, long count, String labelValue) {
        if (count > 0) {
            adding.add(line("", value, count == 1 ? "|d" : "|d|@" + SampleRate.of(count), labelValue));
        }
    }

    /** Raw: a value of the bucket's, as far as the least and the greatest tell. */
    private static long representative(ExponentialHistogram histogram, int bucket) {
        double base = ExponentialHistogram.representative(histogram.scale(), histogram.offset() + bucket);
        long raw = Math.round(base / histogram.unit().toBase(1));
        return Math.max(histogram.min(), Math.min(histogram.max(), raw));
    }

    private static String base(ExponentialHistogram histogram, long raw) {
        return histogram.unit() == ExponentialHistogram.Unit.NANOSECONDS
                ? PlainNumber.ofNanos(raw)
                : Long.toString(raw);
    }

    private String line(String suffix, String value, String type, String labelValue) {
        String name = description.family();
        String shown = name.startsWith(PREFIX) ? "inferometer." + name.substring(PREFIX.length()) : name;
        String label = labelValue.isEmpty() ? "" : "," + description.label() + ":" + labelValue;
        return shown + suffix + ":" + value + type + tags + label;
    }
}
