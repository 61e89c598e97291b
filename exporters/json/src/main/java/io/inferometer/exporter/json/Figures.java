package io.inferometer.exporter.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.Metric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
import io.inferometer.exporter.metric.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes what the catalogue describes as fields of JSON objects. Used by one thread. */
public final class Figures {

    private static final List<ModelMetric> OF_MODELS = List.of(ModelMetric.values());
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final JsonGenerator json;
    private final Decimals decimals;
    private final Fields fields = new Fields();

    public Figures(JsonGenerator json) {
        this(json, new Decimals(json));
    }

    public Figures(JsonGenerator json, Decimals decimals) {
        this.json = json;
        this.decimals = decimals;
    }

    /** Writes {@code library}, {@code name} and {@code version}. */
    public void identity(ModelId id) throws IOException {
        json.writeStringField("library", id.library());
        json.writeStringField("name", id.name());
        json.writeStringField("version", id.version());
    }

    /** Writes a model's identity, its calls by outcome, their latency, and everything else that the catalogue has of models. */
    public void model(ModelAt model) throws IOException {
        ModelStats stats = model.stats();
        identity(stats.id());
        json.writeNumberField("invocations", stats.invocations());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : OUTCOMES) {
            json.writeNumberField(outcome.label(), stats.calls(outcome));
        }
        json.writeEndObject();
        distribution("latencySeconds", stats.latency());
        for (ModelMetric metric : OF_MODELS) {
            if (metric != ModelMetric.INFERENCE_DURATION) {
                metric(metric, model);
            }
        }
    }

    /** Writes every metric of a subject. */
    public <S> void all(List<? extends Metric<S>> metrics, S subject) throws IOException {
        for (Metric<S> metric : metrics) {
            metric(metric, subject);
        }
    }

    private <S> void metric(Metric<S> metric, S subject) throws IOException {
        fields.description = metric.description();
        fields.inObject = false;
        try {
            metric.read(subject, fields);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        if (fields.inObject) {
            json.writeEndObject();
        }
    }

    /** Writes a distribution; without values it has a count and a sum alone. */
    private void distribution(String name, ExponentialHistogram values) throws IOException {
        boolean time = values.unit() == ExponentialHistogram.Unit.NANOSECONDS;
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", values.count());
        raw("sum", values.sum(), time);
        if (!values.isEmpty()) {
            raw("min", values.min(), time);
            raw("max", values.max(), time);
            decimals.number("p50", values.quantile(0.5));
            decimals.number("p90", values.quantile(0.9));
            decimals.number("p99", values.quantile(0.99));
        }
        json.writeEndObject();
    }

    private void raw(String name, long value, boolean time) throws IOException {
        if (time) {
            decimals.seconds(name, value);
        } else {
            json.writeNumberField(name, value);
        }
    }

    /** Where a metric's values become fields. */
    private final class Fields implements Samples {

        private Description description;
        private boolean inObject;

        private String field(String labelValue) throws IOException {
            if (labelValue.isEmpty()) {
                return description.key();
            }
            if (!inObject) {
                inObject = true;
                json.writeObjectFieldStart(description.key());
            }
            return labelValue;
        }

        @Override
        public void flag(boolean on) {
            try {
                json.writeBooleanField(description.key(), on);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void value(String labelValue, long value) {
            try {
                json.writeNumberField(field(labelValue), value);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** What is not a number has no JSON and is left out. */
        @Override
        public void value(String labelValue, double value) {
            try {
                if (Double.isFinite(value)) {
                    decimals.number(field(labelValue), value);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void histogram(String labelValue, ExponentialHistogram histogram) {
            try {
                distribution(field(labelValue), histogram);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
