package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** The host's memory by {@code /proc/meminfo}. */
final class LinuxMemory implements Probe {

    private static final int KIB = 1024;

    private final File meminfo;

    LinuxMemory(File root) {
        meminfo = new File(root, "proc/meminfo");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(meminfo);
        double available = bytes(text, "MemAvailable");
        if (Double.isNaN(available)) {
            // Kernels before 3.14; the estimate is that of free(1) from then.
            available = bytes(text, "MemFree") + bytes(text, "Buffers") + bytes(text, "Cached");
        }
        readings.memory(bytes(text, "MemTotal"), available);
        readings.add(SampleMetric.HOST_MEMORY_FREE_BYTES, bytes(text, "MemFree"));
        readings.add(SampleMetric.HOST_MEMORY_BUFFERS_BYTES, bytes(text, "Buffers"));
        double reclaimable = bytes(text, "SReclaimable");
        readings.add(
                SampleMetric.HOST_MEMORY_CACHED_BYTES,
                bytes(text, "Cached") + (Double.isNaN(reclaimable) ? 0 : reclaimable));
        readings.add(SampleMetric.HOST_MEMORY_ACTIVE_BYTES, bytes(text, "Active"));
        readings.add(SampleMetric.HOST_MEMORY_INACTIVE_BYTES, bytes(text, "Inactive"));
        readings.swap(bytes(text, "SwapTotal"), bytes(text, "SwapFree"));
    }

    private static double bytes(String text, String key) {
        return ProcFile.number(text, key) * KIB;
    }
}
