package io.inferometer.benchmark.peers;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Dropwizard Metrics, with its default reservoir. Thread-safe. */
@State(Scope.Benchmark)
public class DropwizardTimer {

    private final Timer timer = new MetricRegistry().timer("inference");

    void record(long nanos) {
        timer.update(nanos, TimeUnit.NANOSECONDS);
    }
}
