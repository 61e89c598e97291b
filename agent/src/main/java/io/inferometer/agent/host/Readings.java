package io.inferometer.agent.host;

import io.inferometer.agent.gpu.Gpu;
import io.inferometer.agent.gpu.GpuMemory;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;

/** What one look found. A figure that is NaN is not known, and left out. */
final class Readings {

    private final Counters counters;
    private final List<MetricSample> samples = new ArrayList<>();
    private double cpuPercent = Double.NaN;
    private double hostMemoryPercent = Double.NaN;
    private double containerMemoryPercent = Double.NaN;
    private double diskPercent = Double.NaN;
    private double gpuPercent = Double.NaN;
    private double gpuMemoryPercent = Double.NaN;
    private boolean isRepeated;

    /** @param counters of the looks before this one */
    Readings(Counters counters) {
        this.counters = counters;
    }

    void add(SampleMetric metric, double value) {
        if (isKnown(value)) {
            samples.add(metric.sample(shown(metric, value, "")));
        }
    }

    void add(SampleMetric metric, double value, String labelValue) {
        if (isKnown(value)) {
            samples.add(metric.sample(shown(metric, value, labelValue), labelValue));
        }
    }

    /** From this look on a counter has another source, whose past is not its own. */
    void rebase(SampleMetric metric) {
        counters.rebase(metric);
    }

    private double shown(SampleMetric metric, double value, String labelValue) {
        return metric.description().kind() == Description.Kind.COUNTER
                ? counters.next(metric, labelValue, value)
                : value;
    }

    void add(MetricSample sample) {
        samples.add(sample);
    }

    /** The host's processors: shown as a share of all, and kept as SageMaker's sum over cores. */
    void cpu(double ratio, int cpus) {
        cpuPercent = ratio * 100 * cpus;
        add(SampleMetric.HOST_CPU_USAGE_RATIO, ratio);
        add(SampleMetric.HOST_CPUS, cpus);
    }

    /** The host's memory, in bytes. */
    void memory(double total, double available) {
        hostMemoryPercent = percent(total - available, total);
        add(SampleMetric.HOST_MEMORY_TOTAL_BYTES, total);
        add(SampleMetric.HOST_MEMORY_AVAILABLE_BYTES, available);
        add(SampleMetric.HOST_MEMORY_USED_BYTES, total - available);
    }

    /** The host's swap space, in bytes. */
    void swap(double total, double free) {
        add(SampleMetric.HOST_SWAP_TOTAL_BYTES, total);
        add(SampleMetric.HOST_SWAP_USED_BYTES, total - free);
    }

    /** The container's memory, in bytes; the limit is NaN when there is none. */
    void containerMemory(double used, double limit) {
        containerMemoryPercent = percent(used, limit);
        add(SampleMetric.HOST_CONTAINER_MEMORY_LIMIT_BYTES, limit);
        add(SampleMetric.HOST_CONTAINER_MEMORY_USED_BYTES, used);
    }

    /** A GPU; SageMaker's sums have it if they can, each with one share of its memory, divided or not. */
    void gpu(Gpu gpu) {
        gpuPercent = plus(gpuPercent, gpu.busy() * 100);
        add(SampleMetric.GPU_UTILIZATION_RATIO, gpu.busy(), gpu.name());
        add(SampleMetric.GPU_PROCESS_UTILIZATION_RATIO, gpu.busyForProcess(), gpu.name());
        add(SampleMetric.GPU_POWER_WATTS, gpu.watts(), gpu.name());
        add(SampleMetric.GPU_TEMPERATURE_CELSIUS, gpu.celsius(), gpu.name());
        double used = Double.NaN;
        double total = Double.NaN;
        for (GpuMemory memory : gpu.memories()) {
            used = plus(used, memory.used());
            total = plus(total, memory.total());
            add(SampleMetric.GPU_MEMORY_USED_BYTES, memory.used(), memory.name());
            add(SampleMetric.GPU_MEMORY_TOTAL_BYTES, memory.total(), memory.name());
            add(SampleMetric.GPU_PROCESS_MEMORY_BYTES, memory.ofProcess(), memory.name());
        }
        gpuMemoryPercent = plus(gpuMemoryPercent, percent(used, total));
    }

    /** A source should have told something and did not. */
    void failed(String source, int times) {
        if (!isRepeated) {
            counters.failed(source, times);
        }
    }

    /** Whether what is told from now on was told by an earlier look, too: what failed then was counted then. */
    void repeats(boolean repeats) {
        isRepeated = repeats;
    }

    private static double plus(double sum, double more) {
        return Double.isNaN(sum) ? more : Double.isNaN(more) ? sum : sum + more;
    }

    /** A file system's space, in bytes. */
    void diskSpace(long totalBytes, long freeBytes) {
        double total = totalBytes;
        double free = freeBytes;
        diskPercent = percent(total - free, total);
        add(SampleMetric.HOST_DISK_TOTAL_BYTES, total);
        add(SampleMetric.HOST_DISK_FREE_BYTES, free);
    }

    HostStats toHostStats() {
        samples.add(SampleMetric.HOST_COUNTERS_SET_BACK.sample(counters.setBack()));
        counters.failed().forEach((source, count) -> samples.add(SampleMetric.HOST_READS_FAILED.sample(count, source)));
        double memoryPercent = Double.isNaN(containerMemoryPercent) ? hostMemoryPercent : containerMemoryPercent;
        return new HostStats(
                new HostUtilization(cpuPercent, memoryPercent, diskPercent, gpuPercent, gpuMemoryPercent), samples);
    }

    /** Beans answer -1 for what they do not know; none of the figures here can be below zero. */
    private static boolean isKnown(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    /** Clamped, since part and whole are not read at the same instant. */
    private static double percent(double part, double whole) {
        return whole > 0 ? Math.max(0, Math.min(100, 100 * part / whole)) : Double.NaN;
    }
}
