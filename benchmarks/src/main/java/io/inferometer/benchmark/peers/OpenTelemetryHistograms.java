package io.inferometer.benchmark.peers;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** OpenTelemetry's SDK, both of its histograms, in seconds as its conventions want. Thread-safe. */
@State(Scope.Benchmark)
public class OpenTelemetryHistograms {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Attributes ATTRIBUTES = Attributes.of(AttributeKey.stringKey("model"), "one");

    /** Without a reader the SDK records nothing. This one reads once a minute, the SDK's default. */
    private final SdkMeterProvider provider = SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(new DiscardingExporter()))
            .registerView(
                    InstrumentSelector.builder().setName("exponential").build(),
                    View.builder()
                            .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                            .build())
            .build();

    private final DoubleHistogram explicit = histogram("explicit");
    private final DoubleHistogram exponential = histogram("exponential");

    private DoubleHistogram histogram(String name) {
        return provider.get("benchmark").histogramBuilder(name).setUnit("s").build();
    }

    void recordExplicit(long nanos) {
        explicit.record(nanos / NANOS_PER_SECOND, ATTRIBUTES);
    }

    void recordExponential(long nanos) {
        exponential.record(nanos / NANOS_PER_SECOND, ATTRIBUTES);
    }

    @TearDown(Level.Trial)
    public void close() {
        provider.close();
    }
}
