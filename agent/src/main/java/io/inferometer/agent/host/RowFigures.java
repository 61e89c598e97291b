package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns looks at the machine into what a row holds: figures as they are, and counters as what they grew by since the look before. What a
 * look lacks, the row lacks. One thread at a time.
 */
final class RowFigures {

    private static final double MIB = 1 << 20;
    private static final double GB = 1e9;

    private final double pid;
    private Map<SampleMetric, Double> before = Map.of();
    private long beforeMillis;
    private boolean hasGpus;

    /** @param pid this process's; NaN if it is not known */
    RowFigures(double pid) {
        this.pid = pid;
    }

    /**
     * Returns what is known of the time since the last call; empty the first time, as there is nothing to compare with.
     *
     * @param millis when the look was taken
     */
    Optional<Map<HostFigure, Double>> next(HostStats look, long millis) {
        Map<SampleMetric, Double> now = sums(look);
        Map<SampleMetric, Double> then = before;
        double seconds = (millis - beforeMillis) / 1e3;
        before = now;
        beforeMillis = millis;
        if (then.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        Map<HostFigure, Double> row = new EnumMap<>(HostFigure.class);
        cpu(row, then, now, seconds);
        memory(row, now);
        traffic(row, then, now);
        process(row, then, now, seconds);
        gpus(row, now, look);
        return Optional.of(row);
    }

    private static void cpu(
            Map<HostFigure, Double> row,
            Map<SampleMetric, Double> then,
            Map<SampleMetric, Double> now,
            double seconds) {
        double user = growth(then, now, SampleMetric.HOST_CPU_USER_SECONDS);
        double system = growth(then, now, SampleMetric.HOST_CPU_SYSTEM_SECONDS);
        row.put(HostFigure.SYSTEM_PROCESSES, value(now, SampleMetric.HOST_PROCESSES));
        row.put(HostFigure.SYSTEM_UTIME, user);
        row.put(HostFigure.SYSTEM_STIME, system);
        row.put(HostFigure.SYSTEM_CPU_USAGE, rate(user + system, seconds));
    }

    private static void memory(Map<HostFigure, Double> row, Map<SampleMetric, Double> now) {
        row.put(HostFigure.SYSTEM_MEMORY_FREE_MIB, value(now, SampleMetric.HOST_MEMORY_FREE_BYTES) / MIB);
        row.put(HostFigure.SYSTEM_MEMORY_USED_MIB, value(now, SampleMetric.HOST_MEMORY_USED_BYTES) / MIB);
        row.put(HostFigure.SYSTEM_MEMORY_BUFFERS_MIB, value(now, SampleMetric.HOST_MEMORY_BUFFERS_BYTES) / MIB);
        row.put(HostFigure.SYSTEM_MEMORY_CACHED_MIB, value(now, SampleMetric.HOST_MEMORY_CACHED_BYTES) / MIB);
        row.put(HostFigure.SYSTEM_MEMORY_ACTIVE_MIB, value(now, SampleMetric.HOST_MEMORY_ACTIVE_BYTES) / MIB);
        row.put(HostFigure.SYSTEM_MEMORY_INACTIVE_MIB, value(now, SampleMetric.HOST_MEMORY_INACTIVE_BYTES) / MIB);
    }

    private static void traffic(
            Map<HostFigure, Double> row, Map<SampleMetric, Double> then, Map<SampleMetric, Double> now) {
        double total = value(now, SampleMetric.HOST_FILE_SYSTEMS_TOTAL_BYTES) / GB;
        double free = value(now, SampleMetric.HOST_FILE_SYSTEMS_FREE_BYTES) / GB;
        row.put(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, total);
        row.put(HostFigure.SYSTEM_DISK_SPACE_USED_GB, total - free);
        row.put(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, free);
        row.put(HostFigure.SYSTEM_DISK_READ_BYTES, growth(then, now, SampleMetric.HOST_DISK_READ_BYTES));
        row.put(HostFigure.SYSTEM_DISK_WRITE_BYTES, growth(then, now, SampleMetric.HOST_DISK_WRITTEN_BYTES));
        row.put(HostFigure.SYSTEM_NET_RECV_BYTES, growth(then, now, SampleMetric.HOST_NETWORK_RECEIVED_BYTES));
        row.put(HostFigure.SYSTEM_NET_SENT_BYTES, growth(then, now, SampleMetric.HOST_NETWORK_SENT_BYTES));
    }

    private void process(
            Map<HostFigure, Double> row,
            Map<SampleMetric, Double> then,
            Map<SampleMetric, Double> now,
            double seconds) {
        double user = growth(then, now, SampleMetric.PROCESS_TREE_CPU_USER_SECONDS);
        double system = growth(then, now, SampleMetric.PROCESS_TREE_CPU_SYSTEM_SECONDS);
        row.put(HostFigure.PROCESS_PID, pid);
        row.put(HostFigure.PROCESS_CHILDREN, value(now, SampleMetric.PROCESS_TREE_CHILDREN));
        row.put(HostFigure.PROCESS_UTIME, user);
        row.put(HostFigure.PROCESS_STIME, system);
        row.put(HostFigure.PROCESS_CPU_USAGE, rate(user + system, seconds));
        row.put(HostFigure.PROCESS_MEMORY_MIB, value(now, SampleMetric.PROCESS_TREE_MEMORY_BYTES) / MIB);
        row.put(HostFigure.PROCESS_DISK_READ_BYTES, growth(then, now, SampleMetric.PROCESS_TREE_READ_BYTES));
        row.put(HostFigure.PROCESS_DISK_WRITE_BYTES, growth(then, now, SampleMetric.PROCESS_TREE_WRITTEN_BYTES));
    }

    /** A machine without GPUs uses none; what one that has some does not tell, or may not be asked, is unknown. */
    private void gpus(Map<HostFigure, Double> row, Map<SampleMetric, Double> now, HostStats look) {
        hasGpus |= now.containsKey(SampleMetric.GPU_MEMORY_TOTAL_BYTES)
                || now.containsKey(SampleMetric.GPU_UTILIZATION_RATIO)
                || hasSource(look, "nvml");
        double none = hasGpus ? Double.NaN : 0;
        row.put(HostFigure.SYSTEM_GPU_USAGE, now.getOrDefault(SampleMetric.GPU_UTILIZATION_RATIO, none));
        row.put(HostFigure.SYSTEM_GPU_VRAM_MIB, now.getOrDefault(SampleMetric.GPU_MEMORY_USED_BYTES, none) / MIB);
        row.put(HostFigure.SYSTEM_GPU_UTILIZED, busy(look, SampleMetric.GPU_UTILIZATION_RATIO, none));
        row.put(HostFigure.PROCESS_GPU_USAGE, now.getOrDefault(SampleMetric.GPU_PROCESS_UTILIZATION_RATIO, none));
        row.put(HostFigure.PROCESS_GPU_VRAM_MIB, now.getOrDefault(SampleMetric.GPU_PROCESS_MEMORY_BYTES, none) / MIB);
        row.put(HostFigure.PROCESS_GPU_UTILIZED, busy(look, SampleMetric.GPU_PROCESS_UTILIZATION_RATIO, none));
    }

    /** How many GPUs work. */
    private static double busy(HostStats look, SampleMetric metric, double none) {
        double count = none;
        for (MetricSample sample : look.samples()) {
            if (sample.name().equals(metric.description().name())) {
                count = (Double.isNaN(count) ? 0 : count) + (sample.value() > 0 ? 1 : 0);
            }
        }
        return count;
    }

    /** Whether there is such a source in this machine: failures of each are counted, from none on. */
    private static boolean hasSource(HostStats look, String source) {
        for (MetricSample sample : look.samples()) {
            if (sample.name()
                            .equals(SampleMetric.HOST_READS_FAILED.description().name())
                    && sample.labels().containsValue(source)) {
                return true;
            }
        }
        return false;
    }

    /** By metric, those of all GPUs together. */
    private static Map<SampleMetric, Double> sums(HostStats look) {
        Map<SampleMetric, Double> values = new HashMap<>();
        for (MetricSample sample : look.samples()) {
            if (sample.labels().isEmpty() || sample.name().startsWith("inferometer_gpu_")) {
                SampleMetric.named(sample.name())
                        .ifPresent(metric -> values.merge(metric, sample.value(), Double::sum));
            }
        }
        return values;
    }

    private static double value(Map<SampleMetric, Double> look, SampleMetric metric) {
        return look.getOrDefault(metric, Double.NaN);
    }

    /** A counter that went back, as that of an interface that was removed, tells nothing. */
    private static double growth(Map<SampleMetric, Double> then, Map<SampleMetric, Double> now, SampleMetric metric) {
        double growth = value(now, metric) - value(then, metric);
        return growth >= 0 ? growth : Double.NaN;
    }

    private static double rate(double growth, double seconds) {
        return seconds > 0 ? growth / seconds : Double.NaN;
    }
}
