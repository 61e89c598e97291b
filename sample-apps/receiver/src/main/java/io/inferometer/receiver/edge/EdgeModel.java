package io.inferometer.receiver.edge;

import java.util.List;

/**
 * A model of a heartbeat; what was not sent is null, or empty where it is a list.
 *
 * @param latestSampleTime in seconds since 1970, as sent
 * @param latestInference in seconds since 1970, as sent
 */
public record EdgeModel(
        String modelName,
        String modelVersion,
        Double latestSampleTime,
        Double latestInference,
        List<EdgeMetric> modelMetrics) {

    /** The metric that counts inferences since the heartbeat before: a convention of the sender, not of the service. */
    public static final String INFERENCE_COUNT = "InferenceCount";

    public EdgeModel {
        modelMetrics = modelMetrics == null ? List.of() : List.copyOf(modelMetrics);
    }

    /** The sum of its {@link #INFERENCE_COUNT} metrics. */
    double inferences() {
        return modelMetrics.stream()
                .filter(metric -> INFERENCE_COUNT.equals(metric.metricName()) && metric.value() != null)
                .mapToDouble(EdgeMetric::value)
                .sum();
    }
}
