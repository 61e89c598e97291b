package io.inferometer.exporter.aws.endpoint;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.OutermostModels;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.endpoint.EndpointMetric.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * What happened, under the names and in the units that SageMaker's real-time endpoints use. Values that are not known are
 * left out. Used by one thread.
 */
public final class EndpointMetrics {

    private final int maxValues;
    private final List<EndpointMetric> metrics = new ArrayList<>();

    private EndpointMetrics(int maxValues) {
        this.maxValues = maxValues;
    }

    /**
     * What was called, loaded or busy, taken together: of one model, or of all that one endpoint serves.
     *
     * @param maxValues how many distinct values one metric may have, at least 10
     * @return empty when nothing was called, loaded or busy
     */
    public static List<EndpointMetric> ofModels(Collection<ModelStats> models, int maxValues) {
        EndpointMetrics all = new EndpointMetrics(maxValues);
        all.addCalls(models);
        all.addLoads(models);
        return all.metrics;
    }

    /**
     * What only the endpoint as a whole can say: its calls per instance, that there were none, and the machine's load. A
     * window without calls says so of {@code Invocations} and {@code InvocationsPerInstance}, whose sum a zero leaves
     * alone, and not of the error metrics, whose average over a minute it would lower.
     */
    public static List<EndpointMetric> ofEndpoint(Window window) {
        EndpointMetrics all = new EndpointMetrics(1);
        long calls = sum(OutermostModels.of(window.models()), ModelStats::invocations);
        if (calls == 0) {
            all.add("Invocations", StandardUnit.NONE, Kind.TALLY, Distribution.of(0));
            all.add("InvocationsPerInstance", StandardUnit.NONE, Kind.TALLY, Distribution.of(0));
        } else {
            double share = 1.0 / window.resource().instanceCount();
            all.add("InvocationsPerInstance", StandardUnit.NONE, Kind.TALLY, Distribution.of(share, calls));
        }
        all.metrics.addAll(ofHost(window.host().utilization()));
        return all.metrics;
    }

    /** The machine's load, as far as it is known. */
    static List<EndpointMetric> ofHost(HostUtilization host) {
        EndpointMetrics all = new EndpointMetrics(1);
        all.addPercent("CPUUtilization", host.cpuPercent());
        all.addPercent("MemoryUtilization", host.memoryPercent());
        all.addPercent("GPUUtilization", host.gpuPercent());
        all.addPercent("GPUMemoryUtilization", host.gpuMemoryPercent());
        all.addPercent("DiskUtilization", host.diskPercent());
        return all.metrics;
    }

    private void addCalls(Collection<ModelStats> models) {
        long calls = sum(models, ModelStats::invocations);
        if (calls > 0) {
            add("Invocations", StandardUnit.NONE, Kind.TALLY, Distribution.of(1, calls));
            addErrors("Invocation4XXErrors", sum(models, model -> count(model, Outcome.CLIENT_ERROR)), calls);
            addErrors("Invocation5XXErrors", sum(models, model -> count(model, Outcome.SERVER_ERROR)), calls);
            // Whatever did not succeed, as AWS defines it: cancelled calls too.
            addErrors("InvocationModelErrors", calls - sum(models, model -> count(model, Outcome.SUCCESS)), calls);
            ExponentialHistogram latency = models.stream()
                    .map(ModelStats::latency)
                    .reduce(ExponentialHistogram::merge)
                    .orElseThrow();
            addMicros("ModelLatency", latency);
        }
        double[] inFlight = models.stream()
                .filter(model -> model.invocations() > 0 || model.inFlight() > 0)
                .mapToDouble(model -> (double) model.inFlight())
                .sorted()
                .toArray();
        if (inFlight.length > 0) {
            add("ConcurrentRequestsPerModel", StandardUnit.NONE, Kind.SAMPLES, limited(inFlight));
        }
    }

    private void addLoads(Collection<ModelStats> models) {
        ExponentialHistogram loads = models.stream()
                .map(model -> model.lifecycle().loadDurations())
                .reduce(ExponentialHistogram::merge)
                .orElse(null);
        if (loads != null && !loads.isEmpty()) {
            addMicros("ModelLoadingTime", loads);
            addMicros("ModelSetupTime", loads);
        }
    }

    /** Only Minimum and Maximum are told of this metric: where there are too many values, those in between may go. */
    private Distribution limited(double[] ascending) {
        Distribution all = Distribution.of(ascending);
        return all.size() <= maxValues
                ? all
                : Distribution.of(new double[] {ascending[0], ascending[ascending.length - 1]});
    }

    private void addErrors(String name, long errors, long calls) {
        add(name, StandardUnit.NONE, Kind.TALLY, Distribution.flags(errors, calls));
    }

    private void addMicros(String name, ExponentialHistogram histogram) {
        add(name, StandardUnit.MICROSECONDS, Kind.SAMPLES, Distribution.micros(histogram, maxValues));
    }

    private void addPercent(String name, double percent) {
        if (Double.isFinite(percent)) {
            add(name, StandardUnit.PERCENT, Kind.SAMPLES, Distribution.of(percent));
        }
    }

    private void add(String name, StandardUnit unit, Kind kind, Distribution values) {
        metrics.add(new EndpointMetric(name, unit, kind, values));
    }

    private static long count(ModelStats model, Outcome outcome) {
        return model.duration(outcome).count();
    }

    private static long sum(Collection<ModelStats> models, ToLongFunction<ModelStats> figure) {
        return models.stream().mapToLong(figure).sum();
    }
}
