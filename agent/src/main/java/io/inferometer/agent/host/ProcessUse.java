package io.inferometer.agent.host;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM knows of its own process. */
final class ProcessUse implements Probe {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Rate cpuPerSecond = new Rate();

    @Override
    public void read(Readings readings) {
        readings.gauge(
                "inferometer_process_start_time_seconds",
                "When this process was started, in seconds since 1970 in UTC.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long cpuNanos = system.getProcessCpuTime();
            readings.gauge(
                    "inferometer_process_cpu_usage_ratio",
                    "Cores that this process used since the previous look; 1 is one core.",
                    cpuPerSecond.next((double) cpuNanos, (double) System.nanoTime()));
            readings.counter(
                    "inferometer_process_cpu_seconds_total",
                    "CPU time used by this process.",
                    cpuNanos / NANOS_PER_SECOND);
            if (system instanceof UnixOperatingSystemMXBean unix) {
                readings.gauge(
                        "inferometer_process_open_files", "File descriptors that this process has open.", (double)
                                unix.getOpenFileDescriptorCount());
            }
        }
    }
}
