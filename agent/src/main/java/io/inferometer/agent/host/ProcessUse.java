package io.inferometer.agent.host;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.inferometer.exporter.metric.SampleMetric;
import java.lang.management.ManagementFactory;

/** What the JVM knows of its own process. */
final class ProcessUse implements Probe {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Rate cpuPerSecond = new Rate();

    @Override
    public void read(Readings readings) {
        readings.add(
                SampleMetric.PROCESS_START_TIME_SECONDS,
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long cpuNanos = system.getProcessCpuTime();
            readings.add(SampleMetric.PROCESS_CPU_USAGE_RATIO, cpuPerSecond.next((double) cpuNanos, (double)
                    System.nanoTime()));
            readings.add(SampleMetric.PROCESS_CPU_SECONDS, cpuNanos / NANOS_PER_SECOND);
            if (system instanceof UnixOperatingSystemMXBean unix) {
                readings.add(SampleMetric.PROCESS_OPEN_FILES, (double) unix.getOpenFileDescriptorCount());
                readings.add(SampleMetric.PROCESS_OPEN_FILES_LIMIT, Limits.orUnlimited((double)
                        unix.getMaxFileDescriptorCount()));
            }
        }
    }
}
