package io.inferometer.exporter.api;

import java.util.List;

/**
 * One look at the machine, the process and the JVM.
 *
 * @param utilization the few figures that SageMaker names
 * @param samples everything else, named as in the Prometheus exposition
 */
public record HostStats(HostUtilization utilization, List<MetricSample> samples) {

    /** Nothing was measured: {@code host.enabled=false}, or the first look is yet to come. */
    public static final HostStats NONE = new HostStats(HostUtilization.UNKNOWN, List.of());

    public HostStats {
        samples = List.copyOf(samples);
    }
}
