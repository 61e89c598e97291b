package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;

/** Limits and use of the container, or of the service, that this process runs in, beside those of the host. */
final class ContainerUse implements Probe {

    private static final double NANOS_PER_SECOND = 1e9;

    private final File root;
    private final Rate cpuPerSecond = new Rate();
    private boolean hasLooked;
    private ControlGroup group;

    ContainerUse(File root) {
        this.root = root;
    }

    @Override
    public void read(Readings readings) throws IOException {
        if (!hasLooked) {
            group = ControlGroup.find(root);
            hasLooked = true;
        }
        if (group != null) {
            readings.containerMemory(group.memoryUsed(), group.memoryLimit());
            readCpu(readings);
        }
    }

    private void readCpu(Readings readings) throws IOException {
        double cpuSeconds = group.cpuSeconds();
        readings.gauge(
                "inferometer_host_container_cpu_limit",
                "Most cores that the control group of this process may use; absent when unlimited.",
                group.cpuLimit());
        readings.gauge(
                "inferometer_host_container_cpu_usage",
                "Cores that the control group of this process used since the previous look.",
                cpuPerSecond.next(cpuSeconds, System.nanoTime() / NANOS_PER_SECOND));
        readings.counter(
                "inferometer_host_container_cpu_seconds_total",
                "CPU time used by the control group of this process.",
                cpuSeconds);
        readings.counter(
                "inferometer_host_container_cpu_throttled_seconds_total",
                "Time that the CPU limit held back tasks of the control group of this process.",
                group.throttledSeconds());
    }
}
