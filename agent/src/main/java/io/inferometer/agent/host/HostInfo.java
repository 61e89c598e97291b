package io.inferometer.agent.host;

import io.inferometer.exporter.api.MetricSample;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the machine is, as labels of a constant. */
final class HostInfo implements Probe {

    /** The first processor's paragraph of {@code /proc/cpuinfo}, and more. */
    private static final int FIRST_CPU_BYTES = 4096;

    private final File cpuInfo;
    private MetricSample sample;

    HostInfo(File root) {
        cpuInfo = new File(root, "proc/cpuinfo");
    }

    @Override
    public void read(Readings readings) throws IOException {
        if (sample == null) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("os", System.getProperty("os.name", ""));
            labels.put("os_version", System.getProperty("os.version", ""));
            labels.put("arch", System.getProperty("os.arch", ""));
            labels.put("cpu", cpuInfo.exists() ? cpuModel(ProcFile.read(cpuInfo, FIRST_CPU_BYTES)) : "");
            sample = new MetricSample(
                    "inferometer_host_info",
                    "The host's operating system and processor; always 1.",
                    MetricSample.Kind.GAUGE,
                    Collections.unmodifiableMap(labels),
                    1);
        }
        readings.add(sample);
    }

    /** Empty on processors, such as ARM's, that do not tell. */
    private static String cpuModel(String text) {
        int key = text.indexOf("model name");
        int colon = text.indexOf(':', Math.max(key, 0));
        int end = text.indexOf('\n', Math.max(colon, 0));
        return key < 0 || colon < 0 || end < 0
                ? ""
                : text.substring(colon + 1, end).trim();
    }
}
