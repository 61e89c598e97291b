package io.inferometer.exporter.api;

/**
 * One model as the page shows it: {@linkplain ModelStats#calls calls by outcome}, durations of all outcomes together. Histograms are as
 * coarse as a picture needs, but know the percentiles of the finer ones that they are made from.
 *
 * @param total since the agent started
 * @param recent over the last 60 seconds
 */
public record ModelDetail(ModelStats total, ModelStats recent) {}
