package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Windows to export. */
public final class Windows {

    /** 2026-01-02T03:04:05.678Z. */
    public static final long END = 1_767_323_045_678L;

    public static final Resource RESOURCE =
            new Resource("service", "endpoint", "AllTraffic", "ip-10-0-0-1", 1, "run-1", "0.1.0", END - 3_600_500);

    private static final ExponentialHistogram NONE = ExponentialHistogram.empty(Unit.NANOSECONDS, 6);

    private Windows() {}

    public static Window window(long number, ModelStats... models) {
        return window(number, END, HostStats.NONE, models);
    }

    public static Window window(long number, long end, HostStats host, ModelStats... models) {
        return new Window(
                RESOURCE,
                number,
                end - 10_000,
                end,
                Arrays.stream(models)
                        .sorted(Comparator.comparing(ModelStats::id))
                        .toList(),
                List.of(),
                List.of(),
                host,
                new AgentStats(10, 10, 0, 3, 0));
    }

    /** The same with what the application did besides calling models. */
    public static Window with(Window window, List<Deployment> deployments, List<CustomMetric> customMetrics) {
        return new Window(
                window.resource(),
                window.number(),
                window.startMillis(),
                window.endMillis(),
                window.models(),
                deployments,
                customMetrics,
                window.host(),
                window.agent());
    }

    /** As many models, each called once. */
    public static ModelStats[] models(int count) {
        ModelStats[] models = new ModelStats[count];
        for (int i = 0; i < count; i++) {
            models[i] = called(new ModelId("djl", "m%04d".formatted(i), ""), 1_000_000);
        }
        return models;
    }

    /** A model with one successful call of each of these lengths, in nanoseconds. */
    public static ModelStats called(ModelId id, long... nanos) {
        return stats(id, nanos, new long[0], new long[0], new long[0]);
    }

    /** A model that was not called. */
    public static ModelStats idle(ModelId id) {
        return called(id);
    }

    /** The same model with other loads. */
    public static ModelStats lifecycle(ModelStats model, long loads, long loaded) {
        return new ModelStats(
                model.id(),
                model.durations(),
                model.inFlight(),
                model.oldestInFlightNanos(),
                model.batchSizes(),
                model.inputTokens(),
                model.outputTokens(),
                model.lastInferenceMillis(),
                new ModelStats.Lifecycle(loads, 0, NONE, loaded));
    }

    /** A model that was not called, with so many calls that did not finish. */
    public static ModelStats busy(ModelId id, long inFlight) {
        return with(idle(id), inFlight, NONE);
    }

    /** A model that was not called, with one load of each of these lengths, in nanoseconds. */
    public static ModelStats loaded(ModelId id, long... nanos) {
        return with(idle(id), 0, histogram(nanos));
    }

    /** A model with these calls, all successful. */
    public static ModelStats called(ModelId id, ExponentialHistogram latency) {
        return new ModelStats(
                id,
                List.of(latency, NONE, NONE, NONE),
                0,
                0,
                ExponentialHistogram.empty(Unit.ITEMS, 6),
                0,
                0,
                END - 1_234,
                new ModelStats.Lifecycle(0, 0, NONE, 1));
    }

    private static ModelStats with(ModelStats model, long inFlight, ExponentialHistogram loads) {
        return new ModelStats(
                model.id(),
                model.durations(),
                inFlight,
                inFlight,
                model.batchSizes(),
                0,
                0,
                0,
                new ModelStats.Lifecycle(loads.count(), 0, loads, 1));
    }

    public static ModelStats stats(ModelId id, long[] success, long[] client, long[] server, long[] cancelled) {
        List<ExponentialHistogram> durations = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            durations.add(
                    switch (outcome) {
                        case SUCCESS -> histogram(success);
                        case CLIENT_ERROR -> histogram(client);
                        case SERVER_ERROR -> histogram(server);
                        case CANCELLED -> histogram(cancelled);
                    });
        }
        return new ModelStats(
                id,
                durations,
                0,
                0,
                ExponentialHistogram.empty(Unit.ITEMS, 6),
                0,
                0,
                success.length == 0 ? 0 : END - 1_234,
                new ModelStats.Lifecycle(0, 0, NONE, 1));
    }

    public static ExponentialHistogram histogram(long... nanos) {
        ExponentialHistogram all = NONE;
        for (long value : nanos) {
            int index = (int) Math.ceil(Math.log(value / 1e9) / Math.log(2) * 64) - 1;
            all = all.merge(
                    new ExponentialHistogram(Unit.NANOSECONDS, 6, index, new long[] {1}, 0, value, value, value));
        }
        return all;
    }
}
