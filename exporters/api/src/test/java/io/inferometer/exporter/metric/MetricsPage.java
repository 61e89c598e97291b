package io.inferometer.exporter.metric;

import java.util.ArrayList;
import java.util.List;

/** The reference page of all metrics, {@code docs/metrics.md}, written from the catalogue itself. */
final class MetricsPage {

    private static final String HEAD = """
            # Metrics

            Names are those of `/metrics`. The JSON field is that of `/api/snapshot` and of the exporter `file`; a metric with a label of
            its own is an object with a field for each value there, a histogram an object of `count`, `sum`, `min`, `max`, `p50`, `p90`
            and `p99`. Over JMX the attribute has the field's name with a capital letter, followed by the label's value, or by `Count`,
            `Mean`, `P99` and `Max` of a histogram. Histograms have the buckets 2^first to 2^last of their unit. A metric is absent where
            its subject does not have it: tokens where the library does not tell, loads of a model that was never loaded.
            Names in SageMaker and CloudWatch are on the pages of those exporters.
            """;

    private MetricsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "Models", "Labels: `model`, `version`, `library`.", of(ModelMetric.values()));
        section(page, "Libraries", "Label: `library`.", of(LibraryMetric.values()));
        section(page, "Exporters", "Label: `exporter`.", of(ExporterMetric.values()));
        section(
                page,
                "Queued requests",
                "Labels: `endpoint`, `variant`. Absent without a stage of queued requests: see [queued requests](async.md).",
                of(AsyncMetric.values()));
        section(page, "The agent", "", of(AgentMetric.values()));
        List<Description> samples = new ArrayList<>();
        List<Description> handles = new ArrayList<>();
        List<Description> engines = new ArrayList<>();
        for (SampleMetric metric : SampleMetric.values()) {
            List<Description> of = metric.name().startsWith("NATIVE_HANDLES") ? handles : samples;
            (metric == SampleMetric.MODEL_INFO ? engines : of).add(metric.description());
        }
        section(
                page,
                "What serves the models",
                "Labels: `model`, `version`, `library`, `engine`, `engine_version`, `device`. In the snapshot `engine` of each model,"
                        + " over JMX `Engine`, `EngineVersion` and `Device` of its MBean. The version is the engine's own, else that of"
                        + " the library's jar; the device is empty where the library does not tell it.",
                engines);
        section(
                page,
                "Native handles",
                "Labels: `library`, `model` (empty: an object that is closed does not tell it), `kind`. In JSON among the samples of"
                        + " the machine. See [native handles](native-handles.md).",
                handles);
        section(
                page,
                "Machine, process, JVM",
                "In JSON a list of samples by name; what cannot be read on this machine is absent.",
                samples);
        return page.toString();
    }

    private static List<Description> of(Metric<?>[] metrics) {
        List<Description> descriptions = new ArrayList<>();
        for (Metric<?> metric : metrics) {
            descriptions.add(metric.description());
        }
        return descriptions;
    }

    private static void section(StringBuilder page, String title, String note, List<Description> metrics) {
        page.append("\n## ").append(title).append("\n\n");
        if (!note.isEmpty()) {
            page.append(note).append("\n\n");
        }
        page.append("| name | type | unit | JSON field | meaning |\n|---|---|---|---|---|\n");
        for (Description metric : metrics) {
            page.append("| `").append(metric.name()).append('`');
            if (!metric.label().isEmpty()) {
                page.append(", label `").append(metric.label()).append('`');
            }
            page.append(" | ").append(type(metric));
            page.append(" | ").append(metric.unit());
            page.append(" | `").append(metric.key());
            page.append("` | ").append(metric.help()).append(" |\n");
        }
    }

    private static String type(Description metric) {
        return switch (metric.kind()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram, 2^" + metric.firstBound() + " to 2^" + metric.lastBound();
        };
    }
}
