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

    /** @param pid this process's; NaN if it is not known */
    RowFigures(double pid) {
        this.pid = pid;
    }

    /** Returns what is known of the time since the last call; empty the first time, as there is nothing to compare with. */
    Optional<Map<HostFigure, Double>> next(HostStats look) {
        Map<SampleMetric, Double> now = byMetric(look);
        Map<SampleMetric, Double> then = before;
        before = now;
        if (then.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        Map<HostFigure, Double> row = new EnumMap<>(HostFigure.class);
        row.put(HostFigure.SYSTEM_CPU_USAGE, look.utilization().cpuPercent() / 100);
        row.put(HostFigure.SYSTEM_MEMORY_USED_MIB, value(now, SampleMetric.HOST_MEMORY_USED_BYTES) / MIB);
        double total = value(now, SampleMetric.HOST_DISK_TOTAL_BYTES) / GB;
        double free = value(now, SampleMetric.HOST_DISK_FREE_BYTES) / GB;
        row.put(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, total);
        row.put(HostFigure.SYSTEM_DISK_SPACE_USED_GB, total - free);
        row.put(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, free);
        row.put(HostFigure.SYSTEM_DISK_READ_BYTES, growth(then, now, SampleMetric.HOST_DISK_READ_BYTES));
        row.put(HostFigure.SYSTEM_DISK_WRITE_BYTES, growth(then, now, SampleMetric.HOST_DISK_WRITTEN_BYTES));
        row.put(HostFigure.SYSTEM_NET_RECV_BYTES, growth(then, now, SampleMetric.HOST_NETWORK_RECEIVED_BYTES));
        row.put(HostFigure.SYSTEM_NET_SENT_BYTES, growth(then, now, SampleMetric.HOST_NETWORK_SENT_BYTES));
        row.put(HostFigure.PROCESS_PID, pid);
        row.put(HostFigure.PROCESS_CPU_USAGE, value(now, SampleMetric.PROCESS_CPU_USAGE_RATIO));
        row.put(HostFigure.PROCESS_MEMORY_MIB, value(now, SampleMetric.PROCESS_MEMORY_BYTES) / MIB);
        withoutGpus(row);
        return Optional.of(row);
    }

    private static void withoutGpus(Map<HostFigure, Double> row) {
        for (HostFigure figure : HostFigure.values()) {
            if (figure.name().contains("_GPU_")) {
                row.put(figure, 0.0);
            }
        }
    }

    private static Map<SampleMetric, Double> byMetric(HostStats look) {
        Map<SampleMetric, Double> values = new HashMap<>();
        for (MetricSample sample : look.samples()) {
            if (sample.labels().isEmpty()) {
                SampleMetric.named(sample.name()).ifPresent(metric -> values.put(metric, sample.value()));
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
}
