package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import java.util.ArrayList;
import java.util.List;

/** What one look found. A figure that is NaN is not known, and left out. */
final class Readings {

    private final List<MetricSample> samples = new ArrayList<>();
    private double cpuPercent = Double.NaN;
    private double hostMemoryPercent = Double.NaN;
    private double containerMemoryPercent = Double.NaN;
    private double diskPercent = Double.NaN;

    void gauge(String name, String help, double value) {
        if (isKnown(value)) {
            samples.add(MetricSample.gauge(name, help, value));
        }
    }

    void gauge(String name, String help, double value, String label, String labelValue) {
        if (isKnown(value)) {
            samples.add(MetricSample.gauge(name, help, value).with(label, labelValue));
        }
    }

    void counter(String name, String help, double value) {
        if (isKnown(value)) {
            samples.add(MetricSample.counter(name, help, value));
        }
    }

    void counter(String name, String help, double value, String label, String labelValue) {
        if (isKnown(value)) {
            samples.add(MetricSample.counter(name, help, value).with(label, labelValue));
        }
    }

    void add(MetricSample sample) {
        samples.add(sample);
    }

    /** The host's processors: shown as a share of all, and kept as SageMaker's sum over cores. */
    void cpu(double ratio, int cpus) {
        cpuPercent = ratio * 100 * cpus;
        gauge(
                "inferometer_host_cpu_usage_ratio",
                "Share of the host's CPU time spent working since the previous look, 0 to 1 over all CPUs.",
                ratio);
        gauge("inferometer_host_cpus", "CPUs of the host that are online.", cpus);
    }

    /** The host's memory, in bytes. */
    void memory(double total, double available) {
        hostMemoryPercent = percent(total - available, total);
        gauge("inferometer_host_memory_total_bytes", "Memory of the host.", total);
        gauge(
                "inferometer_host_memory_available_bytes",
                "Memory of the host that programs can still take without swapping.",
                available);
        gauge(
                "inferometer_host_memory_used_bytes",
                "Memory of the host that is not available to programs.",
                total - available);
    }

    /** The host's swap space, in bytes. */
    void swap(double total, double free) {
        gauge("inferometer_host_swap_total_bytes", "Swap space of the host.", total);
        gauge("inferometer_host_swap_used_bytes", "Swap space of the host in use.", total - free);
    }

    /** The container's memory, in bytes; the limit is NaN when there is none. */
    void containerMemory(double used, double limit) {
        containerMemoryPercent = percent(used, limit);
        gauge(
                "inferometer_host_container_memory_limit_bytes",
                "Most memory that the control group of this process may use; absent when unlimited.",
                limit);
        gauge(
                "inferometer_host_container_memory_used_bytes",
                "Memory of the control group of this process without the file cache that can be dropped.",
                used);
    }

    /** A file system's space, in bytes. */
    void diskSpace(long totalBytes, long freeBytes) {
        double total = totalBytes;
        double free = freeBytes;
        diskPercent = percent(total - free, total);
        gauge(
                "inferometer_host_disk_total_bytes",
                "Size of the file system that holds the working directory of this process.",
                total);
        gauge(
                "inferometer_host_disk_free_bytes",
                "Space that this user can still take of the file system of the working directory.",
                free);
    }

    HostStats toHostStats() {
        double memoryPercent = Double.isNaN(containerMemoryPercent) ? hostMemoryPercent : containerMemoryPercent;
        return new HostStats(
                new HostUtilization(cpuPercent, memoryPercent, diskPercent, Double.NaN, Double.NaN), samples);
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
