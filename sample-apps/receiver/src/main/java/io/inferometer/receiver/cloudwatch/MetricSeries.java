package io.inferometer.receiver.cloudwatch;

import java.util.Map;

/**
 * Everything received for one namespace, metric name and set of dimensions, which is what CloudWatch calls a metric.
 *
 * @param data how many
 * @param statistics over all of them
 * @param last the datum that arrived last
 */
public record MetricSeries(
        String namespace,
        String metricName,
        Map<String, String> dimensions,
        long data,
        MetricDatum.Statistics statistics,
        MetricDatum last) {
    static MetricSeries of(MetricDatum datum) {
        return new MetricSeries(
                datum.namespace(), datum.metricName(), datum.dimensions(), 1, datum.statistics(), datum);
    }

    MetricSeries then(MetricSeries later) {
        return new MetricSeries(
                namespace, metricName, dimensions, data + later.data, statistics.plus(later.statistics), later.last);
    }
}
