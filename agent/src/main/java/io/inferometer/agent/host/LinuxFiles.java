package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** Files that the whole host has open, and how many it may have, by {@code /proc/sys/fs/file-nr}. */
final class LinuxFiles implements Probe {

    private final File handles;

    LinuxFiles(File root) {
        handles = new File(root, "proc/sys/fs/file-nr");
    }

    @Override
    public void read(Readings readings) throws IOException {
        // "1184\t0\t9223372036854775807\n": allocated, of these unused, most.
        String text = ProcFile.read(handles).replace('\t', ' ');
        int unused = ProcFile.skipWords(text, 0, 1);
        readings.add(SampleMetric.HOST_OPEN_FILES, ProcFile.numberAt(text, 0) - ProcFile.numberAt(text, unused));
        readings.add(
                SampleMetric.HOST_OPEN_FILES_LIMIT,
                Limits.orUnlimited(ProcFile.numberAt(text, ProcFile.skipWords(text, unused, 1))));
    }
}
