package io.inferometer.exporter.json;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.Metric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
import io.inferometer.exporter.metric.Samples;
import java.util.List;

/** Writes what the catalogue describes as fields of JSON objects. Used by one thread. */
public final class Figures {

    private static final List<ModelMetric> OF_MODELS = List.of(ModelMetric.values());
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final JsonBuffer json;
    private final Fields fields = new Fields();

    public Figures(JsonBuffer json) {
        this.json = json;
    }

    /** Writes {@code library}, {@code name} and {@code version}. */
    public void identity(ModelId id) {
        json.field("library", id.library());
        json.field("name", id.name());
        json.field("version", id.version());
    }

    /** Writes a model's identity, its calls by outcome, their latency, and everything else that the catalogue has of models. */
    public void model(ModelAt model) {
        ModelStats stats = model.stats();
        identity(stats.id());
        json.field("invocations", stats.invocations());
        json.beginObject("outcomes");
        for (Outcome outcome : OUTCOMES) {
            json.field(outcome.label(), stats.calls(outcome));
        }
        json.endObject();
        distribution("latencySeconds", stats.latency());
        for (ModelMetric metric : OF_MODELS) {
            if (metric != ModelMetric.INFERENCE_DURATION) {
                metric(metric, model);
            }
        }
    }

    /** Writes every metric of a subject. */
    public <S> void all(List<? extends Metric<S>> metrics, S subject) {
        for (Metric<S> metric : metrics) {
            metric(metric, subject);
        }
    }

    private <S> void metric(Metric<S> metric, S subject) {
        fields.description = metric.description();
        fields.inObject = false;
        metric.read(subject, fields);
        if (fields.inObject) {
            json.endObject();
        }
    }

    /** Writes a distribution; without values it has a count and a sum alone. */
    private void distribution(String name, ExponentialHistogram values) {
        boolean time = values.unit() == ExponentialHistogram.Unit.NANOSECONDS;
        json.beginObject(name);
        json.field("count", values.count());
        raw("sum", values.sum(), time);
        if (!values.isEmpty()) {
            raw("min", values.min(), time);
            raw("max", values.max(), time);
            json.field("p50", values.quantile(0.5));
            json.field("p90", values.quantile(0.9));
            json.field("p99", values.quantile(0.99));
        }
        json.endObject();
    }

    private void raw(String name, long value, boolean time) {
        if (time) {
            json.seconds(name, value);
        } else {
            json.field(name, value);
        }
    }

    /** Where a metric's values become fields. */
    private final class Fields implements Samples {

        private Description description;
        private boolean inObject;

        private String field(String labelValue) {
            if (labelValue.isEmpty()) {
                return description.key();
            }
            if (!inObject) {
                inObject = true;
                json.beginObject(description.key());
            }
            return labelValue;
        }

        @Override
        public void flag(boolean on) {
            json.field(description.key(), on);
        }

        @Override
        public void value(String labelValue, long value) {
            json.field(field(labelValue), value);
        }

        /** What is not a number has no JSON and is left out. */
        @Override
        public void value(String labelValue, double value) {
            if (Double.isFinite(value)) {
                json.field(field(labelValue), value);
            }
        }

        @Override
        public void histogram(String labelValue, ExponentialHistogram histogram) {
            distribution(field(labelValue), histogram);
        }
    }
}
