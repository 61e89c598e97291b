package io.inferometer.exporter.aws.sagemakermetrics;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.NameRule;
import io.inferometer.exporter.aws.WindowItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;

/**
 * The values of one window as the service takes them: at most eight per model that was called, up to five of the
 * machine, at most 33 of queued requests, and one for each value that the application reported. The same window always gives the same items in the same order. Used by one thread.
 */
final class MetricItems implements WindowItems {

    /** RawMetricData.MetricName in the model of the service: 1 to 255, anything that fits in one line. */
    private static final int MAX_NAME = 255;

    private static final String INVOCATIONS = "Invocations";

    /** None is longer. */
    private static final String LONGEST = "Invocation5XXErrors";

    private static final String ONE_LINE = "[^\\n\\r\\x{85}\\x{2028}\\x{2029}\\p{Cs}]+";

    private static final NameRule CUSTOM = new NameRule(ONE_LINE, 1, MAX_NAME, MetricItems::fitsInOneLine, '~');

    /** By the room there is before a metric's name. Patterns are compiled once, not for each datum. */
    private static final Map<Integer, NameRule> PREFIXES = new ConcurrentHashMap<>();

    private final List<RawMetricData> items = new ArrayList<>();
    private final Instant timestamp;
    private final int step;

    private MetricItems(Window window) {
        this.timestamp = Instant.ofEpochMilli(window.endMillis());
        // A window that an earlier version of the agent spooled has no step of its own.
        long given = window.step() > 0 ? window.step() : Window.leastStep(window.endMillis());
        // Only a clock that is decades off leads out of this range, and then the timestamp is refused anyway.
        this.step = (int) Math.min(Integer.MAX_VALUE, given);
    }

    /** Values that are unknown are left out, and so are models without a finished call. */
    static MetricItems of(Window window) {
        MetricItems items = new MetricItems(window);
        for (ModelStats model : window.models()) {
            if (model.invocations() > 0) {
                items.add(model);
            }
        }
        items.add(window.host().utilization());
        window.async().ifPresent(stats -> items.add(stats, window.resource().instanceCount()));
        window.customMetrics().forEach(items::add);
        return items;
    }

    /** Whether the window has no item. */
    static boolean isEmpty(Window window) {
        return window.customMetrics().isEmpty()
                && window.models().stream().allMatch(model -> model.invocations() == 0)
                && of(window).size() == 0;
    }

    @Override
    public int size() {
        return items.size();
    }

    RawMetricData get(int item) {
        return items.get(item);
    }

    private void add(ModelStats model) {
        UnaryOperator<String> names = names(model.id());
        add(names.apply(INVOCATIONS), (double) model.invocations());
        add(names.apply("Invocation4XXErrors"), (double)
                model.duration(Outcome.CLIENT_ERROR).count());
        add(names.apply(LONGEST), (double) model.duration(Outcome.SERVER_ERROR).count());
        ExponentialHistogram latency = model.latency();
        add(names.apply("ModelLatency.avg"), latency.mean() / 1e3);
        add(names.apply("ModelLatency.p50"), latency.quantile(0.5) * 1e6);
        add(names.apply("ModelLatency.p90"), latency.quantile(0.9) * 1e6);
        add(names.apply("ModelLatency.p99"), latency.quantile(0.99) * 1e6);
        add(names.apply("ModelLatency.max"), latency.max() / 1e3);
    }

    /** How a model's metrics are named. A name that fits before the longest metric's is the same before all. */
    private static UnaryOperator<String> names(ModelId id) {
        String shortest = prefix(id, MAX_NAME - LONGEST.length() - 1);
        return id.isSeparable() && shortest.equals(id.toString())
                ? metric -> shortest + "/" + metric
                : metric -> prefix(id, MAX_NAME - metric.length() - 1) + "/" + metric;
    }

    private void add(HostUtilization host) {
        add("Host/CPUUtilization", host.cpuPercent());
        add("Host/MemoryUtilization", host.memoryPercent());
        add("Host/GPUUtilization", host.gpuPercent());
        add("Host/GPUMemoryUtilization", host.gpuMemoryPercent());
        add("Host/DiskUtilization", host.diskPercent());
    }

    private void add(AsyncStats stats, int instanceCount) {
        AsyncStats.Queue queue = stats.queue();
        add("Async/ApproximateBacklogSize", (double) queue.backlog());
        add("Async/ApproximateBacklogSizePerInstance", (double) queue.backlog() / instanceCount);
        add("Async/ApproximateAgeOfOldestRequest", queue.oldestNanos() / 1e9);
        add("Async/HasBacklogWithoutCapacity", queue.withoutCapacity());
        AsyncStats.Counts counts = stats.counts();
        add("Async/RequestDownloadFailures", (double) counts.downloadFailures());
        add("Async/ResponseUploadFailures", (double) counts.uploadFailures());
        add("Async/NotificationFailures", (double) counts.notificationFailures());
        add("Async/ExpiredRequests", (double) counts.expired());
        add("Async/InvocationFailures", (double) counts.failed());
        if (counts.processed() > 0) {
            add("Async/InvocationsProcessed", (double) counts.processed());
            add("Async/Invocation4XXErrors", (double) counts.clientErrors());
            add("Async/Invocation5XXErrors", (double) counts.serverErrors());
        }
        add("Async/RequestDownloadLatency", stats.download(), 1e3);
        add("Async/ResponseUploadLatency", stats.upload(), 1e3);
        add("Async/ModelLatency", stats.model(), 1e3);
        add("Async/TimeInBacklog", stats.waiting(), 1e6);
        add("Async/TotalProcessingTime", stats.total(), 1e6);
    }

    private void add(String name, ExponentialHistogram times, double nanosPerUnit) {
        if (!times.isEmpty()) {
            add(name + ".avg", times.mean() / nanosPerUnit);
            add(name + ".min", times.min() / nanosPerUnit);
            add(name + ".max", times.max() / nanosPerUnit);
            add(name + ".count", (double) times.count());
        }
    }

    private void add(String name, double value) {
        if (Double.isFinite(value)) {
            items.add(RawMetricData.builder()
                    .metricName(name)
                    .timestamp(timestamp)
                    .step(step)
                    .value(value)
                    .build());
        }
    }

    /** An application's own value has its own step, and none when that does not fit the service's 32 bits. */
    private void add(CustomMetric metric) {
        items.add(RawMetricData.builder()
                .metricName(CUSTOM.name(metric.name()))
                .timestamp(Instant.ofEpochMilli(metric.atMillis()))
                .step(metric.step() > Integer.MAX_VALUE ? null : (Integer) (int) metric.step())
                .value(metric.value())
                .build());
    }

    /** What the names of the model's metrics begin with, but for a name that fits one metric and not another. */
    static String prefix(ModelId id) {
        return prefix(id, MAX_NAME - INVOCATIONS.length() - 1);
    }

    /**
     * The model's name within the room there is. Two models can read the same, {@code x@1} without a version and {@code x} in
     * version {@code 1}: one whose own name holds the separator is told apart by a hash, in every window alike.
     */
    private static String prefix(ModelId id, int room) {
        NameRule rule =
                PREFIXES.computeIfAbsent(room, max -> new NameRule(ONE_LINE, 1, max, MetricItems::fitsInOneLine, '~'));
        return id.isSeparable() ? rule.name(id.toString()) : rule.name(id.library() + "~" + id.name(), id.version());
    }

    private static boolean fitsInOneLine(int codePoint) {
        return codePoint != '\n'
                && codePoint != '\r'
                && codePoint != 0x85
                && codePoint != 0x2028
                && codePoint != 0x2029
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
