package io.inferometer.exporter.api;

import java.util.Map;
import java.util.Objects;

/**
 * One value of the machine, the process, the JVM or the agent, under its Prometheus name.
 *
 * @param name the metric's full name, in base units and with its unit and {@code _total} suffixes
 * @param help one sentence
 * @param kind gauge or counter
 * @param labels label names and values, in the order shown
 * @param value the value; never NaN
 */
public record MetricSample(String name, String help, Kind kind, Map<String, String> labels, double value) {

    public enum Kind {
        GAUGE,
        COUNTER
    }

    public MetricSample {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(help, "help");
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(name + " is not a number");
        }
    }

    public static MetricSample gauge(String name, String help, double value) {
        return new MetricSample(name, help, Kind.GAUGE, Map.of(), value);
    }

    public static MetricSample counter(String name, String help, double value) {
        return new MetricSample(name, help, Kind.COUNTER, Map.of(), value);
    }

    /** The same with one label. */
    public MetricSample with(String label, String labelValue) {
        return new MetricSample(name, help, kind, Map.of(label, labelValue), value);
    }
}
