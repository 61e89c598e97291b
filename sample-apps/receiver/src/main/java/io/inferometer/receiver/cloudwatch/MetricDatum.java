package io.inferometer.receiver.cloudwatch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A datum of CloudWatch, from {@code PutMetricData} or from a log event.
 *
 * @param dimensions by name; together with namespace and metric name they make the series
 * @param timestamp in seconds since 1970; when it was received, if none was sent
 * @param unit {@code None} if none was sent
 * @param storageResolution in seconds, 1 or 60
 * @param statistics over all values
 * @param values as sent; empty for a statistic set
 * @param counts how often each of the values occurred
 */
public record MetricDatum(
        String namespace,
        String metricName,
        Map<String, String> dimensions,
        double timestamp,
        String unit,
        int storageResolution,
        Statistics statistics,
        List<Double> values,
        List<Double> counts) {

    /**
     * What is known of values.
     *
     * @param sampleCount how many they are
     */
    public record Statistics(double sampleCount, double sum, double minimum, double maximum) {
        /** @param counts how often each of the values occurred */
        public static Statistics of(List<Double> values, List<Double> counts) {
            double samples = 0;
            double sum = 0;
            double minimum = Double.POSITIVE_INFINITY;
            double maximum = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < values.size(); i++) {
                samples += counts.get(i);
                sum += values.get(i) * counts.get(i);
                minimum = Math.min(minimum, values.get(i));
                maximum = Math.max(maximum, values.get(i));
            }
            return new Statistics(samples, sum, minimum, maximum);
        }

        Statistics plus(Statistics other) {
            return new Statistics(
                    sampleCount + other.sampleCount,
                    sum + other.sum,
                    Math.min(minimum, other.minimum),
                    Math.max(maximum, other.maximum));
        }
    }

    public MetricDatum {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        values = List.copyOf(values);
        counts = List.copyOf(counts);
    }
}
