package io.inferometer.agent.host;

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
        readings.gauge(
                "inferometer_process_memory_bytes",
                "Resident memory of this process.",
                ProcFile.number(text, "VmRSS") * KIB);
        readings.gauge(
                "inferometer_process_threads",
                "Threads of this process, Java's and native ones.",
                ProcFile.number(text, "Threads"));
    }
}
