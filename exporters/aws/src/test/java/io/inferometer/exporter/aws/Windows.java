package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import io.inferometer.exporter.fixture.Given;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Windows to export. */
public final class Windows {

    /** 2026-01-02T03:04:05.678Z. */
    public static final long END = 1_767_323_045_678L;

    public static final Resource RESOURCE = FakeContext.RESOURCE;

    private Windows() {}

    public static Window window(long number, ModelStats... models) {
        return window(number, END, HostStats.NONE, models);
    }

    public static Window window(long number, long end, HostStats host, ModelStats... models) {
        ModelStats[] sorted = models.clone();
        Arrays.sort(sorted, Comparator.comparing(ModelStats::id));
        return Given.window(RESOURCE, number, end, sorted)
                .host(host)
                .agent(new AgentStats(10, 10, 0, 3, 0))
                .build();
    }

    /** The same with what the application did besides calling models. */
    public static Window with(Window window, List<Deployment> deployments, List<CustomMetric> customMetrics) {
        return window.toBuilder()
                .deployments(deployments)
                .customMetrics(customMetrics)
                .build();
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
        return model.toBuilder()
                .lifecycle(new ModelStats.Lifecycle(loads, 0, Given.nanos(), loaded))
                .build();
    }

    /** A model that was not called, with so many calls that did not finish. */
    public static ModelStats busy(ModelId id, long inFlight) {
        return ModelStats.of(id)
                .inFlight(inFlight, inFlight)
                .lifecycle(Given.loads(1))
                .build();
    }

    /** A model that was not called, with one load of each of these lengths, in nanoseconds. */
    public static ModelStats loaded(ModelId id, long... nanos) {
        return ModelStats.of(id).lifecycle(Given.loads(1, nanos)).build();
    }

    /** A model with these calls, all successful. */
    public static ModelStats called(ModelId id, ExponentialHistogram latency) {
        return ModelStats.of(id)
                .duration(Outcome.SUCCESS, latency)
                .lastInference(END - 1_234)
                .lifecycle(Given.loads(1))
                .build();
    }

    public static ModelStats stats(ModelId id, long[] success, long[] client, long[] server, long[] cancelled) {
        return Given.model(id, success, client, server, cancelled)
                .lastInference(success.length == 0 ? 0 : END - 1_234)
                .lifecycle(Given.loads(1))
                .build();
    }

    public static ExponentialHistogram histogram(long... nanos) {
        return Given.nanos(nanos);
    }
}
