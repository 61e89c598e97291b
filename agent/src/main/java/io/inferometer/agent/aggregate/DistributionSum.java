package io.inferometer.agent.aggregate;

/** Takes distributions and adds them up. */
interface DistributionSum {

    void add(PackedHistogram values);

    void add(HistogramBuilder values);
}
