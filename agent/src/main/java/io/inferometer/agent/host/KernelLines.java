package io.inferometer.agent.host;

import io.inferometer.exporter.metric.KernelLine;
import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every figure of the catalogue that is a {@link KernelLine}, each file read once for all of them. */
final class KernelLines implements Probe {

    private final File root;
    private final Map<String, List<SampleMetric>> metrics = new LinkedHashMap<>();

    KernelLines(File root) {
        this.root = root;
        for (SampleMetric metric : SampleMetric.values()) {
            metric.line()
                    .ifPresent(line -> metrics.computeIfAbsent(line.file(), file -> new ArrayList<>())
                            .add(metric));
        }
    }

    @Override
    public void read(Readings readings) throws IOException {
        IOException failed = null;
        for (Map.Entry<String, List<SampleMetric>> file : metrics.entrySet()) {
            try {
                read(ProcFile.read(new File(root, file.getKey())), file.getValue(), readings);
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static void read(String text, List<SampleMetric> metrics, Readings readings) {
        for (SampleMetric metric : metrics) {
            KernelLine line = metric.line().orElseThrow();
            readings.add(metric, ProcFile.number(text, line.key()) * line.factor());
        }
    }
}
