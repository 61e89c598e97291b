package io.inferometer.exporter.api;

/**
 * One model as the page shows it. Histograms are as coarse as their counts allow, but {@link ExponentialHistogram#withPercentiles
 * know their percentiles}.
 *
 * @param total since the agent started
 * @param recent over the last 60 seconds
 */
public record ModelDetail(ModelStats total, ModelStats recent) {}
