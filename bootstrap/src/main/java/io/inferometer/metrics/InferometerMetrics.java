package io.inferometer.metrics;

/**
 * Reports figures that only the application knows, such as the loss of a training step. Does nothing unless the Inferometer
 * agent runs in the JVM, which then sends them beside its own metrics. Thread-safe; never blocks and never throws.
 */
public final class InferometerMetrics {

    private InferometerMetrics() {}

    /**
     * Reports one value, as of now. What cannot be sent is ignored, counted by the agent ({@code
     * inferometer_custom_values_total}) and said once in its log.
     *
     * @param name the metric's name, 1 to 1,000 characters; the same name and step may be reported again
     * @param value any finite number
     * @param step which step of the application's own the value belongs to, at least 0; SageMaker takes steps below 2^31
     */
    public static void put(String name, double value, long step) {
        // The agent puts its call here.
    }
}
