package io.inferometer.exporter.aws.sagemakeredge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemakeredge.model.EdgeMetric;

/** The metrics of one subject at one instant. Used by one thread. */
final class EdgeMetrics {

    private final List<EdgeMetric> metrics = new ArrayList<>();
    private final String dimension;
    private final Instant timestamp;

    EdgeMetrics(String dimension, Instant timestamp) {
        this.dimension = dimension;
        this.timestamp = timestamp;
    }

    /** Leaves out what is not known: NaN and infinities have no place in JSON. */
    void add(String name, double value) {
        if (Double.isFinite(value)) {
            metrics.add(EdgeMetric.builder()
                    .dimension(dimension)
                    .metricName(name)
                    .value(value)
                    .timestamp(timestamp)
                    .build());
        }
    }

    List<EdgeMetric> list() {
        return metrics;
    }
}
