package io.inferometer.receiver.cloudwatch;

import io.inferometer.receiver.operation.Newest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Metric data received up to one moment. Immutable.
 *
 * @param data how many
 * @param repeats of those, how many are equal in every part to one of the newest before: a window that came twice
 * @param series by namespace, metric name and dimensions, in the order of their first arrival
 * @param dataNotSummarised data that found {@code series} full
 * @param latest the newest, the newest last
 */
public record ReceivedData(
        long data, long repeats, List<MetricSeries> series, long dataNotSummarised, List<MetricDatum> latest) {

    /** The sum of all values of one series, 0 if there were none. */
    public double sum(String namespace, String metricName, Map<String, String> dimensions) {
        return sum(one -> one.namespace().equals(namespace)
                && one.metricName().equals(metricName)
                && one.dimensions().equals(dimensions));
    }

    /** The sum of all values of one metric name over the series that have dimensions of exactly these names. */
    public double sumBy(String metricName, Set<String> dimensionNames) {
        return sum(one ->
                one.metricName().equals(metricName) && one.dimensions().keySet().equals(dimensionNames));
    }

    /** The same with no more than {@code count} of the latest. */
    public ReceivedData latest(int count) {
        return new ReceivedData(data, repeats, series, dataNotSummarised, Newest.tail(latest, count));
    }

    private double sum(Predicate<MetricSeries> choice) {
        return series.stream()
                .filter(choice)
                .mapToDouble(one -> one.statistics().sum())
                .sum();
    }
}
