package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** Limits and use of the container, or of the service, that this process runs in, beside those of the host. */
final class ContainerUse implements Probe {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What the group counts, which the next one counts from its own past. */
    private static final List<SampleMetric> COUNTERS = List.of(
            SampleMetric.HOST_CONTAINER_CPU_SECONDS,
            SampleMetric.HOST_CONTAINER_CPU_THROTTLED_SECONDS,
            SampleMetric.HOST_CONTAINER_CPU_PERIODS,
            SampleMetric.HOST_CONTAINER_CPU_THROTTLED_PERIODS,
            SampleMetric.HOST_CONTAINER_PRESSURE_WAITING_SECONDS,
            SampleMetric.HOST_CONTAINER_PRESSURE_STALLED_SECONDS);

    private final File root;
    private Rate cpuPerSecond = new Rate();
    private String membership = "";
    private ControlGroup group;

    ContainerUse(File root) {
        this.root = root;
    }

    @Override
    public void read(Readings readings) throws IOException {
        followMoves(readings);
        if (group != null) {
            readings.containerMemory(group.memoryUsed(), group.memoryLimit());
            readings.add(SampleMetric.HOST_CONTAINER_TASKS, group.tasks());
            readings.add(SampleMetric.HOST_CONTAINER_TASKS_LIMIT, group.tasksLimit());
            readCpu(readings);
            for (String resource : Pressure.RESOURCES) {
                Pressure pressure = group.pressure(resource);
                readings.add(SampleMetric.HOST_CONTAINER_PRESSURE_WAITING_SECONDS, pressure.waiting(), resource);
                readings.add(SampleMetric.HOST_CONTAINER_PRESSURE_STALLED_SECONDS, pressure.stalled(), resource);
            }
        }
    }

    /** A process may be moved while it runs. */
    private void followMoves(Readings readings) throws IOException {
        File file = new File(root, "proc/self/cgroup");
        String now = file.exists() ? ProcFile.read(file) : "";
        if (!now.equals(membership)) {
            group = ControlGroup.find(root);
            if (!membership.isEmpty()) {
                COUNTERS.forEach(readings::rebase);
            }
            membership = now;
            cpuPerSecond = new Rate();
        }
    }

    private void readCpu(Readings readings) throws IOException {
        double cpuSeconds = group.cpuSeconds();
        readings.add(SampleMetric.HOST_CONTAINER_CPU_LIMIT, group.cpuLimit());
        readings.add(
                SampleMetric.HOST_CONTAINER_CPU_USAGE,
                cpuPerSecond.next(cpuSeconds, System.nanoTime() / NANOS_PER_SECOND));
        readings.add(SampleMetric.HOST_CONTAINER_CPU_SECONDS, cpuSeconds);
        Throttling throttling = group.throttling();
        readings.add(SampleMetric.HOST_CONTAINER_CPU_THROTTLED_SECONDS, throttling.seconds());
        readings.add(SampleMetric.HOST_CONTAINER_CPU_PERIODS, throttling.periods());
        readings.add(SampleMetric.HOST_CONTAINER_CPU_THROTTLED_PERIODS, throttling.throttledPeriods());
    }
}
