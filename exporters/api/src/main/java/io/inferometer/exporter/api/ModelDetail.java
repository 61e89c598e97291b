package io.inferometer.exporter.api;

/**
 * One model as the page shows it: {@linkplain ModelStats#calls calls by outcome}, durations of all outcomes together. Histograms are as
 * coarse as a picture needs, but know the percentiles of the finer ones that they are made from.
 *
 * @param total since the agent started
 * @param recent over the last 60 seconds
 * @param beneath as {@link ModelStats#beneath()}, which these figures do not have
 * @param engine what runs it
 */
public record ModelDetail(ModelStats total, ModelStats recent, String beneath, ModelEngine engine) {}
