package io.inferometer.exporter.aws.endpoint;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.SampledValues;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.endpoint.EndpointMetric.Kind;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** What became of queued requests, under the names and in the units of SageMaker's asynchronous endpoints. Used by one thread. */
public final class AsyncMetrics {

    private static final double MICROS_PER_MILLI = 1e3;

    private final int maxValues;
    private final List<EndpointMetric> metrics = new ArrayList<>();

    private AsyncMetrics(int maxValues) {
        this.maxValues = maxValues;
    }

    /** Whether {@code async.aws-spelling} asks for a metric as AWS's page spells it. */
    public static boolean hasAwsSpelling(ExporterContext context) {
        return context.flag("async.aws-spelling");
    }

    /** What is said of the queue, with the dimension {@code EndpointName} alone: one value for each second. */
    public static List<EndpointMetric> ofQueue(AsyncStats stats, int instanceCount) {
        AsyncMetrics all = new AsyncMetrics(SampledValues.MAX_VALUES);
        AsyncStats.Samples samples = stats.samples();
        all.addSamples("ApproximateBacklogSize", StandardUnit.COUNT, samples.backlog(), 1);
        all.addSamples("ApproximateBacklogSizePerInstance", StandardUnit.COUNT, samples.backlog(), instanceCount);
        all.addSamples("ApproximateAgeOfOldestRequest", StandardUnit.SECONDS, samples.oldestSeconds(), 1);
        all.addSamples("HasBacklogWithoutCapacity", StandardUnit.COUNT, samples.withoutCapacity(), 1);
        return all.metrics;
    }

    /**
     * What is said of the endpoint's variant: its requests, and the machine's load.
     *
     * @param maxValues how many distinct values one metric may have, at least 10
     * @param awsSpelling whether {@code InvocationsProcessed} is sent a second time, spelled as AWS's page has it
     */
    public static List<EndpointMetric> ofVariant(Window window, AsyncStats stats, int maxValues, boolean awsSpelling) {
        AsyncMetrics all = new AsyncMetrics(maxValues);
        all.addRequests(stats, awsSpelling);
        all.metrics.addAll(EndpointMetrics.ofHost(window.host().utilization()));
        return all.metrics;
    }

    private void addRequests(AsyncStats stats, boolean awsSpelling) {
        AsyncStats.Counts counts = stats.counts();
        long processed = counts.processed();
        addCount("RequestDownloadFailures", counts.downloadFailures());
        addCount("ResponseUploadFailures", counts.uploadFailures());
        addCount("NotificationFailures", counts.notificationFailures());
        addCount("ExpiredRequests", counts.expired());
        addCount("InvocationFailures", counts.failed());
        if (processed > 0) {
            addCount("InvocationsProcessed", processed);
            if (awsSpelling) {
                addCount("InvocationsProcesssed", processed);
            }
            addErrors("Invocation4XXErrors", counts.clientErrors(), processed);
            addErrors("Invocation5XXErrors", counts.serverErrors(), processed);
        }
        addTimes("RequestDownloadLatency", StandardUnit.MICROSECONDS, stats.download(), 1);
        addTimes("ResponseUploadLatency", StandardUnit.MICROSECONDS, stats.upload(), 1);
        addTimes("ModelLatency", StandardUnit.MICROSECONDS, stats.model(), 1);
        addTimes("TimeInBacklog", StandardUnit.MILLISECONDS, stats.waiting(), MICROS_PER_MILLI);
        addTimes("TotalProcessingTime", StandardUnit.MILLISECONDS, stats.total(), MICROS_PER_MILLI);
    }

    private void addCount(String name, long count) {
        add(name, StandardUnit.COUNT, Kind.TALLY, Distribution.of((double) count));
    }

    private void addErrors(String name, long errors, long requests) {
        add(name, StandardUnit.NONE, Kind.TALLY, Distribution.flags(errors, requests));
    }

    private void addTimes(String name, StandardUnit unit, ExponentialHistogram times, double micros) {
        if (!times.isEmpty()) {
            Distribution values = Distribution.micros(times, maxValues);
            add(name, unit, Kind.SAMPLES, micros == 1 ? values : values.dividedBy(micros));
        }
    }

    private void addSamples(String name, StandardUnit unit, SampledValues samples, int divisor) {
        if (samples.size() > 0) {
            Distribution values = Distribution.of(samples);
            add(name, unit, Kind.SAMPLES, divisor == 1 ? values : values.dividedBy(divisor));
        }
    }

    private void add(String name, StandardUnit unit, Kind kind, Distribution values) {
        metrics.add(new EndpointMetric(name, unit, kind, values));
    }
}
