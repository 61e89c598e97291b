package io.inferometer.receiver.sagemaker;

/**
 * Everything stored under one metric name, over all trial components.
 *
 * @param count the number of items
 * @param sum of their values
 * @param last the item that arrived last
 */
public record MetricSummary(long count, double sum, MetricItem last) {
    static MetricSummary of(MetricItem item) {
        return new MetricSummary(1, item.value(), item);
    }

    MetricSummary then(MetricSummary later) {
        return new MetricSummary(count + later.count, sum + later.sum, later.last);
    }
}
