package io.inferometer.exporter.metric;

import io.inferometer.exporter.api.ExponentialHistogram;

/** Takes what a {@link Metric} reads. The label's value is empty where the metric has no label of its own. */
public interface Samples {

    /** Takes the state of a switch: 1 or 0, where there is no better way to say it. */
    default void flag(boolean on) {
        value("", on ? 1 : 0);
    }

    void value(String labelValue, long value);

    void value(String labelValue, double value);

    void histogram(String labelValue, ExponentialHistogram histogram);
}
