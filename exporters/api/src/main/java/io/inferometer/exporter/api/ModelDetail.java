package io.inferometer.exporter.api;

/**
 * One model as the page shows it: what was measured of it in octaves, with the percentiles that octaves are too coarse for.
 *
 * @param total since the agent started, its histograms at scale 0
 * @param totalLatency the latency of all those calls
 * @param medianBatch the median of the total's batch sizes; 0 where there is none
 * @param recent over the last 60 seconds, its histograms at scale 0
 * @param recentLatency the latency of all those calls
 */
public record ModelDetail(
        ModelStats total, Latency totalLatency, double medianBatch, ModelStats recent, Latency recentLatency) {

    /**
     * The latency of finished calls, whatever their outcome.
     *
     * @param histogram coarse enough for a picture
     * @param p50 the median in seconds, as exact as the agent knows it; 0 where there is no call
     * @param p90 likewise
     * @param p99 likewise
     */
    public record Latency(ExponentialHistogram histogram, double p50, double p90, double p99) {}
}
