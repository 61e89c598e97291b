package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;

/** How long tasks of the whole host waited for CPU, memory and disks, by {@code /proc/pressure} (Linux 4.20). */
final class LinuxPressure implements Probe {

    private final File directory;

    LinuxPressure(File root) {
        directory = new File(root, "proc/pressure");
    }

    @Override
    public void read(Readings readings) {
        for (String resource : Pressure.RESOURCES) {
            Pressure pressure = Pressure.read(new File(directory, resource));
            readings.add(SampleMetric.HOST_PRESSURE_WAITING_SECONDS, pressure.waiting(), resource);
            if (!resource.equals("cpu")) {
                // Some task runs whenever another one waits for a CPU: the kernel tells zero, for the form's sake.
                readings.add(SampleMetric.HOST_PRESSURE_STALLED_SECONDS, pressure.stalled(), resource);
            }
        }
    }
}
