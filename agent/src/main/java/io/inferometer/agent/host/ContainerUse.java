package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
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
        readings.add(SampleMetric.HOST_CONTAINER_CPU_LIMIT, group.cpuLimit());
        readings.add(
                SampleMetric.HOST_CONTAINER_CPU_USAGE,
                cpuPerSecond.next(cpuSeconds, System.nanoTime() / NANOS_PER_SECOND));
        readings.add(SampleMetric.HOST_CONTAINER_CPU_SECONDS, cpuSeconds);
        readings.add(SampleMetric.HOST_CONTAINER_CPU_THROTTLED_SECONDS, group.throttledSeconds());
    }
}
