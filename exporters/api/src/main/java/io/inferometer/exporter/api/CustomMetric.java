package io.inferometer.exporter.api;

/**
 * A value that the application itself reported, such as the loss of a training step.
 *
 * @param name as the application named it, never empty
 * @param value finite
 * @param step which step of the application's own it belongs to, at least 0
 * @param atMillis when it was reported, in milliseconds since 1970
 */
public record CustomMetric(String name, double value, long step, long atMillis) {

    public CustomMetric {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a metric's name is never empty");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not finite");
        }
    }
}
