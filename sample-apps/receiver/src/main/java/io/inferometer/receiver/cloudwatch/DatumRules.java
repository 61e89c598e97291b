package io.inferometer.receiver.cloudwatch;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.number;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;
import static io.inferometer.receiver.shape.Shape.timestamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import java.util.HashSet;
import java.util.Set;

/** What a datum of {@code PutMetricData} looks like. */
public final class DatumRules {
    /** Not {@code AWS/}, which is for the services themselves; the characters are those of the API reference. */
    public static final Shape NAMESPACE = text(1, 255, "(?!:)(?!AWS/)[0-9A-Za-z.\\-_/#: ]+");

    public static final Shape METRIC_NAME = text(1, 255, "(?s).+");

    /** ASCII without control characters, and not blank. */
    public static final Shape DIMENSION_NAME = text(1, 255, "(?!:) *[!-~][ -~]*");

    public static final Shape DIMENSION_VALUE = text(1, 1024, " *[!-~][ -~]*");

    public static final Shape UNIT = choice(
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "Bytes/Second",
            "Kilobytes/Second",
            "Megabytes/Second",
            "Gigabytes/Second",
            "Terabytes/Second",
            "Bits/Second",
            "Kilobits/Second",
            "Megabits/Second",
            "Gigabits/Second",
            "Terabits/Second",
            "Count/Second",
            "None");

    private static final double LARGEST = Math.scalb(1.0, 360);

    /** A number as CloudWatch stores it. */
    public static final Shape VALUE = number(-LARGEST, LARGEST);

    public static final Shape STORAGE_RESOLUTION = integer(1, 60).and((value, path, violations) -> {
        if (value.isIntegralNumber() && value.intValue() != 1 && value.intValue() != 60) {
            violations.add(path, value, "expected 1 or 60");
        }
    });

    public static final int DIMENSIONS = 30;

    private static final Shape COUNT = number(0, LARGEST);

    static final Shape DATUM = structure(
                    required("MetricName", METRIC_NAME),
                    optional(
                            "Dimensions",
                            list(
                                            0,
                                            DIMENSIONS,
                                            structure(
                                                    required("Name", DIMENSION_NAME),
                                                    required("Value", DIMENSION_VALUE)))
                                    .and(DatumRules::checkNames)),
                    optional("Timestamp", timestamp()),
                    optional("Value", VALUE),
                    optional(
                            "StatisticValues",
                            structure(
                                            required("SampleCount", number(Double.MIN_VALUE, LARGEST)),
                                            required("Sum", VALUE),
                                            required("Minimum", VALUE),
                                            required("Maximum", VALUE))
                                    .and(DatumRules::checkStatistics)),
                    optional("Values", list(1, 150, VALUE)),
                    optional("Counts", list(1, 150, COUNT)),
                    optional("Unit", UNIT),
                    optional("StorageResolution", STORAGE_RESOLUTION))
            .and(DatumRules::checkValues);

    private DatumRules() {}

    private static void checkNames(JsonNode dimensions, String path, Violations violations) {
        Set<String> names = new HashSet<>();
        for (JsonNode dimension : dimensions) {
            if (dimension.has("Name") && !names.add(dimension.get("Name").asText())) {
                violations.add(path, dimension, "expected each name once");
            }
        }
    }

    private static void checkStatistics(JsonNode statistics, String path, Violations violations) {
        if (statistics.path("Minimum").doubleValue()
                > statistics.path("Maximum").doubleValue()) {
            violations.addCombination(path, statistics, "expected Minimum not to be above Maximum");
        }
    }

    private static void checkValues(JsonNode datum, String path, Violations violations) {
        int ways = 0;
        for (String way : new String[] {"Value", "StatisticValues", "Values"}) {
            ways += datum.has(way) ? 1 : 0;
        }
        if (ways == 0 && datum.isObject()) {
            violations.add(path + ".Value", datum.path("Value"), "expected Value, StatisticValues or Values");
        } else if (ways > 1) {
            violations.addCombination(path, datum, "expected only one of Value, StatisticValues and Values");
        }
        if (datum.has("Counts") && !datum.has("Values")) {
            violations.addCombination(path, datum, "expected Counts only together with Values");
        } else if (datum.has("Counts")
                && datum.get("Counts").size() != datum.get("Values").size()) {
            violations.add(path + ".Counts", datum.get("Counts"), "expected as many as there are Values");
        }
    }
}
