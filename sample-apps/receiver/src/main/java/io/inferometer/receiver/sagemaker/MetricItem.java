package io.inferometer.receiver.sagemaker;

/**
 * A metric that was stored.
 *
 * @param timestamp in seconds since 1970, as sent
 * @param step null if not sent
 */
public record MetricItem(String trialComponentName, String metricName, double timestamp, Integer step, double value) {}
