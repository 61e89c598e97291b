package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** What this process had disks read and write, by {@code /proc/self/io}, which some containers do not let it read. */
final class ProcessIo implements Probe {

    private final File io;

    ProcessIo(File root) {
        io = new File(root, "proc/self/io");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(io);
        readings.add(SampleMetric.PROCESS_READ_BYTES, ProcFile.number(text, "read_bytes"));
        readings.add(SampleMetric.PROCESS_WRITTEN_BYTES, ProcFile.number(text, "write_bytes"));
    }
}
