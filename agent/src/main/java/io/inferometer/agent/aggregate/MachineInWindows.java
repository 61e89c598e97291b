package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import java.util.List;

/**
 * What windows carry of the machine. Each has the latest look, but for those that are cut while the JVM ends: there may be no time left
 * to deliver them, and a look that an earlier window has, or that of a JVM that ran for a moment and called no model, would make
 * something to lose of a window that holds nothing. Confined to the aggregator's thread.
 */
final class MachineInWindows {

    private static final long MOMENT_MILLIS = 1_000;

    private final long startMillis;
    private HostUtilization carried = HostUtilization.UNKNOWN;

    /** @param startMillis of the JVM's measurements, since 1970 */
    MachineInWindows(long startMillis) {
        this.startMillis = startMillis;
    }

    /** Returns what a window that is cut now has of the latest look. */
    HostStats of(HostStats latest, boolean isEnding, boolean hasModels, long nowMillis) {
        boolean isCarried = latest.utilization().equals(carried);
        boolean isMoment = !hasModels && nowMillis - startMillis < MOMENT_MILLIS;
        if (isEnding && (isCarried || isMoment)) {
            return new HostStats(HostUtilization.UNKNOWN, ofAgent(latest.samples()));
        }
        carried = latest.utilization();
        return latest;
    }

    private static List<MetricSample> ofAgent(List<MetricSample> samples) {
        return samples.stream().filter(sample -> !isOfMachine(sample.name())).toList();
    }

    private static boolean isOfMachine(String name) {
        return name.startsWith("inferometer_host_")
                || name.startsWith("inferometer_process_")
                || name.startsWith("inferometer_gpu_")
                || name.startsWith("inferometer_jvm_");
    }
}
