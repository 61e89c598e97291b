package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** What {@code /proc/self/status} tells of this process beyond what beans tell. */
final class LinuxProcess implements Probe {

    private static final int KIB = 1024;

    private final File status;

    LinuxProcess(File root) {
        status = new File(root, "proc/self/status");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(status);
        readings.add(SampleMetric.PROCESS_MEMORY_BYTES, ProcFile.number(text, "VmRSS") * KIB);
        readings.add(SampleMetric.PROCESS_THREADS, ProcFile.number(text, "Threads"));
    }
}
