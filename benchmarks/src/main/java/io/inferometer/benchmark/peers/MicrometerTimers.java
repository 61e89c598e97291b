package io.inferometer.benchmark.peers;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Micrometer in front of Prometheus: count, sum and maximum, and the same with its percentile histogram. Thread-safe. */
@State(Scope.Benchmark)
public class MicrometerTimers {

    private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer plain = registry.timer("plain", "model", "one");
    private final Timer withHistogram = Timer.builder("histogram")
            .tag("model", "one")
            .publishPercentileHistogram()
            .register(registry);

    void record(long nanos) {
        plain.record(nanos, TimeUnit.NANOSECONDS);
    }

    void recordWithHistogram(long nanos) {
        withHistogram.record(nanos, TimeUnit.NANOSECONDS);
    }
}
