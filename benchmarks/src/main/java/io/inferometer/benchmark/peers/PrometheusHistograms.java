package io.inferometer.benchmark.peers;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Unit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Prometheus' own client, both of its histograms, with the default buckets. Thread-safe. */
@State(Scope.Benchmark)
public class PrometheusHistograms {

    private final DistributionDataPoint classic =
            builder("classic").classicOnly().build().labelValues("one");
    private final DistributionDataPoint exponential =
            builder("native").nativeOnly().build().labelValues("one");

    private static Histogram.Builder builder(String name) {
        return Histogram.builder().name(name).unit(Unit.SECONDS).labelNames("model");
    }

    void recordClassic(long nanos) {
        classic.observe(Unit.nanosToSeconds(nanos));
    }

    void recordNative(long nanos) {
        exponential.observe(Unit.nanosToSeconds(nanos));
    }
}
