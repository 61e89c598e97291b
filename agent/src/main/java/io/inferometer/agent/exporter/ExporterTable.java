package io.inferometer.agent.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every exporter that there is. */
public final class ExporterTable {

    /** What {@code exporters} is when nothing sets it. A constant: the table is not loaded for it. */
    public static final String DEFAULT = "http";

    // sample-apps/quickstart.sh reads the names from these rows: one begins with pulled("…" or pushed("….
    private static final List<ExporterRow> ROWS = List.of(
            ExporterRow.pulled("http", "dashboard and Prometheus endpoint"),
            ExporterRow.pushed("sagemaker-metrics", "aws", "`BatchPutMetrics` of Amazon SageMaker")
                    .requires(
                            "sagemaker-metrics.trial-component",
                            "the name of an existing trial component, 1 to 120 of a-z, 0-9 and hyphens between them")
                    .withEllipticCurves(),
            ExporterRow.pushed("sagemaker-edge", "aws", "`SendHeartbeat` of Amazon SageMaker Edge Manager")
                    .requires(
                            "sagemaker-edge.device-fleet-name",
                            "the name of the device fleet, 1 to 63 letters and digits with hyphens or underscores between"
                                    + " them")
                    // A late heartbeat is worthless.
                    .unspooled()
                    .withEllipticCurves(),
            ExporterRow.pushed("cloudwatch", "aws", "metrics in Amazon CloudWatch")
                    .withEllipticCurves(),
            ExporterRow.pushed("cloudwatch-logs", "aws", "metrics and requests in Amazon CloudWatch Logs")
                    .requiresOneOf(
                            "true, to send metrics as log events or a line for each queued request",
                            "cloudwatch-logs.emf",
                            "cloudwatch-logs.data-log")
                    .withEllipticCurves(),
            // With the libraries of AWS, for uploads to S3.
            ExporterRow.pushed("sentinel", "aws", "runs of Spare Cores Sentinel")
                    .withOwnSettings()
                    .looksEach("sentinel.sample-interval")
                    .requires("sentinel.token", "the token of your Sentinel account, or set SENTINEL_API_TOKEN")
                    .withEllipticCurves(),
            ExporterRow.pushed("statsd", "statsd", "DogStatsD lines over UDP"),
            // What cannot go to one file of this machine need not go to another.
            ExporterRow.pushed("file", "file", "windows as JSON, one on a line").unspooled());

    private ExporterTable() {}

    /** Returns all rows, in the order in which exporters are listed everywhere. */
    public static List<ExporterRow> rows() {
        return ROWS;
    }

    /** Returns the names of all exporters. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (ExporterRow row : ROWS) {
            names.add(row.name());
        }
        return names;
    }

    /**
     * Returns the row of an exporter.
     *
     * @throws IllegalArgumentException if there is no exporter of this name
     */
    public static ExporterRow row(String name) {
        for (ExporterRow row : ROWS) {
            if (row.name().equals(name)) {
                return row;
            }
        }
        throw new IllegalArgumentException("no exporter is called " + name);
    }

    /** Returns those of {@code names} that are handed windows. */
    public static List<String> pushing(List<String> names) {
        List<String> pushing = new ArrayList<>();
        for (String name : names) {
            if (row(name).pushes()) {
                pushing.add(name);
            }
        }
        return pushing;
    }

    /** Returns whether any of {@code names} is asked for what it knows. */
    public static boolean anyPulled(List<String> names) {
        return pushing(names).size() < names.size();
    }

    /** Returns whether this is true of any of {@code names}. No stream: the JDK loads twenty classes for one, at every start. */
    public static boolean anyOf(List<String> names, Predicate<ExporterRow> question) {
        for (String name : names) {
            if (question.test(row(name))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a setting belongs to an exporter that is handed windows, or to its family. */
    public static boolean isOfPushExporter(String key) {
        for (ExporterRow row : ROWS) {
            if (row.pushes() && row.reads(key)) {
                return true;
            }
        }
        return false;
    }
}
