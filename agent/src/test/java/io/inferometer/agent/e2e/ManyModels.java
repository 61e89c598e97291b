package io.inferometer.agent.e2e;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows in which each of many models was called a few times, not equally often. */
final class ManyModels {

    private static final int SCALE = 6;
    private static final long NANOS = 1_500_000;

    private final Resource resource;
    private final int models;
    private final long intervalMillis;
    private final long startMillis;

    /** @param startMillis of the first window, in milliseconds since 1970 */
    ManyModels(Resource resource, int models, Duration interval, long startMillis) {
        this.resource = resource;
        this.models = models;
        this.intervalMillis = interval.toMillis();
        this.startMillis = startMillis / 1000 * 1000;
    }

    /** @param number from 1 */
    Window window(int number) {
        List<ModelStats> stats = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            stats.add(stats(model, calls(model, number), endMillis(number)));
        }
        return Window.of(resource, number, endMillis(number) - intervalMillis, endMillis(number))
                .models(stats)
                .build();
    }

    private static ModelStats stats(int model, long calls, long endMillis) {
        ExponentialHistogram successes = new ExponentialHistogram(
                Unit.NANOSECONDS, SCALE, -601, new long[] {calls}, 0, calls * NANOS, NANOS, NANOS);
        return ModelStats.of(new ModelId("config", String.format("m%03d", model), ""))
                .duration(Outcome.SUCCESS, successes)
                .lastInference(endMillis)
                .build();
    }

    private static long calls(int model, int window) {
        return 1 + (model + window) % 7;
    }

    private long endMillis(int number) {
        return startMillis + number * intervalMillis;
    }

    double endSeconds(int number) {
        return endMillis(number) / 1e3;
    }

    /** As exported, {@code library/model}. */
    String name(int model) {
        return String.format("config/m%03d", model);
    }

    /** Calls of each model in windows 1 to {@code windows}. */
    Map<String, Long> calls(int windows) {
        Map<String, Long> calls = new TreeMap<>();
        for (int model = 0; model < models; model++) {
            for (int number = 1; number <= windows; number++) {
                calls.merge(name(model), calls(model, number), Long::sum);
            }
        }
        return calls;
    }
}
