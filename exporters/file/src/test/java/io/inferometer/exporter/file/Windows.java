package io.inferometer.exporter.file;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.util.List;

/** Windows to write. */
final class Windows {

    static final Resource RESOURCE =
            new Resource("shop \"é\"", "search", "AllTraffic", "host-1", 2, "run-1", "0.1.0", 1_767_322_980_000L);

    private Windows() {}

    static Window of(long number, ModelStats... models) {
        HostUtilization host = new HostUtilization(140.5, 30.25, Double.NaN, 0, Double.NaN);
        return Window.of(RESOURCE, number, 1_767_322_985_000L, 1_767_322_995_678L)
                .models(List.of(models))
                .host(new HostStats(host, List.of()))
                .agent(new AgentStats(10, 8, 2, 0, 1))
                .build();
    }

    /** Three successes of 1, 2 and 2 ms and one server error of 40 ns. */
    static ModelStats busy() {
        // At scale 0, 2^-10 s is just below 1 ms and 2^-9 s just below 2 ms.
        ExponentialHistogram success = new ExponentialHistogram(
                Unit.NANOSECONDS, 0, -10, new long[] {1, 2}, 0, 5_000_000, 1_000_000, 2_000_000);
        ExponentialHistogram failure =
                new ExponentialHistogram(Unit.NANOSECONDS, 0, -25, new long[] {1}, 0, 40, 40, 40);
        ExponentialHistogram batches = new ExponentialHistogram(Unit.ITEMS, 0, 0, new long[] {2}, 0, 4, 2, 2);
        return ModelStats.of(new ModelId("onnxruntime", "minilm", "v1"))
                .duration(Outcome.SUCCESS, success)
                .duration(Outcome.SERVER_ERROR, failure)
                .inFlight(1, 250_000_000)
                .distribution(Measure.ITEMS, batches)
                .distribution(Measure.INPUT_TOKENS, Given.items(10, 11))
                .lastInference(1_767_322_995_000L)
                .lifecycle(new ModelStats.Lifecycle(1, 0, Given.nanos(), 1))
                .build();
    }

    /** Loaded, never called. */
    static ModelStats idle() {
        return ModelStats.of(new ModelId("djl", "ranker", ""))
                .lifecycle(new ModelStats.Lifecycle(1, 2, Given.nanos(), 1))
                .build();
    }
}
