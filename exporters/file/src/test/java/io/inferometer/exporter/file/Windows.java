package io.inferometer.exporter.file;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.util.List;

/** Windows to write. */
final class Windows {

    static final Resource RESOURCE =
            new Resource("shop \"é\"", "search", "AllTraffic", "host-1", 2, "run-1", "0.1.0", 1_767_322_980_000L);

    private Windows() {}

    static Window of(long number, ModelStats... models) {
        HostUtilization host = new HostUtilization(140.5, 30.25, Double.NaN, 0, Double.NaN);
        return new Window(
                RESOURCE,
                number,
                1_767_322_985_000L,
                1_767_322_995_678L,
                List.of(models),
                List.of(),
                List.of(),
                new HostStats(host, List.of()),
                new AgentStats(10, 8, 2, 0, 1));
    }

    /** Three successes of 1, 2 and 2 ms and one server error of 40 ns. */
    static ModelStats busy() {
        ExponentialHistogram empty = ExponentialHistogram.empty(Unit.NANOSECONDS, 3);
        // At scale 0, 2^-10 s is just below 1 ms and 2^-9 s just below 2 ms.
        ExponentialHistogram success = new ExponentialHistogram(
                Unit.NANOSECONDS, 0, -10, new long[] {1, 2}, 0, 5_000_000, 1_000_000, 2_000_000);
        ExponentialHistogram failure =
                new ExponentialHistogram(Unit.NANOSECONDS, 0, -25, new long[] {1}, 0, 40, 40, 40);
        ExponentialHistogram batches = new ExponentialHistogram(Unit.ITEMS, 0, 0, new long[] {2}, 0, 4, 2, 2);
        return new ModelStats(
                new ModelId("onnxruntime", "minilm", "v1"),
                List.of(success, empty, failure, empty),
                1,
                250_000_000,
                batches,
                21,
                0,
                1_767_322_995_000L,
                new ModelStats.Lifecycle(1, 0, empty, 1));
    }

    /** Loaded, never called. */
    static ModelStats idle() {
        ExponentialHistogram empty = ExponentialHistogram.empty(Unit.NANOSECONDS, 6);
        return new ModelStats(
                new ModelId("djl", "ranker", ""),
                List.of(empty, empty, empty, empty),
                0,
                0,
                ExponentialHistogram.empty(Unit.ITEMS, 6),
                0,
                0,
                0,
                new ModelStats.Lifecycle(1, 2, empty, 1));
    }
}
