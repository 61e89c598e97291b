package io.inferometer.receiver.edge;

/**
 * A metric of a heartbeat; what was not sent is null.
 *
 * @param timestamp in seconds since 1970, as sent
 */
public record EdgeMetric(String dimension, String metricName, Double value, Double timestamp) {}
