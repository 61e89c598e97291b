package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.open;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.cloudwatch.DatumRules;
import io.inferometer.receiver.cloudwatch.MetricDatum;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A log event in the embedded metric format of CloudWatch.
 *
 * @param data what it holds; empty if there are breaches
 * @param breaches of the format, empty if there are none
 */
record EmbeddedMetrics(List<MetricDatum> data, String breaches) {
    private static final String METADATA = "_aws";

    private static final Shape DIMENSION_SET = list(0, DatumRules.DIMENSIONS, DatumRules.DIMENSION_NAME);

    private static final Shape METRIC = open(
            required("Name", DatumRules.METRIC_NAME),
            optional("Unit", DatumRules.UNIT),
            optional("StorageResolution", DatumRules.STORAGE_RESOLUTION));

    private static final Shape DIRECTIVE = open(
            required("Namespace", DatumRules.NAMESPACE),
            required("Dimensions", list(DIMENSION_SET)),
            required("Metrics", list(0, 100, METRIC)));

    private static final Shape ROOT = open(required(
            METADATA,
            open(required("Timestamp", integer(0, 1L << 53)), required("CloudWatchMetrics", list(DIRECTIVE)))));

    private static final Shape TARGETS = list(0, 100, DatumRules.VALUE);

    /** Empty for a message that is not meant to be in this format, because it lacks {@code "_aws"}. */
    static Optional<EmbeddedMetrics> parse(String message) {
        if (!message.contains('"' + METADATA + '"')) {
            return Optional.empty();
        }
        JsonNode root;
        try {
            root = Protocol.REST_JSON.read(message.getBytes(StandardCharsets.UTF_8), ROOT);
        } catch (MalformedBodyException e) {
            return Optional.of(new EmbeddedMetrics(List.of(), "not one JSON object: " + e.getMessage()));
        }
        if (root.isObject() && !root.has(METADATA)) {
            return Optional.empty();
        }
        Violations violations = ROOT.check(root);
        List<MetricDatum> data = violations.isEmpty() ? extract(root, violations) : List.of();
        return Optional.of(
                violations.isEmpty()
                        ? new EmbeddedMetrics(data, "")
                        : new EmbeddedMetrics(List.of(), violations.toString()));
    }

    private static List<MetricDatum> extract(JsonNode root, Violations violations) {
        double timestamp = root.get(METADATA).get("Timestamp").longValue() / 1e3;
        List<MetricDatum> data = new ArrayList<>();
        for (JsonNode directive : root.get(METADATA).get("CloudWatchMetrics")) {
            for (JsonNode set : directive.get("Dimensions")) {
                Map<String, String> dimensions = dimensions(root, set, violations);
                for (JsonNode metric : directive.get("Metrics")) {
                    List<Double> values = values(root, metric.get("Name").textValue(), violations);
                    if (!values.isEmpty()) {
                        data.add(datum(directive, metric, dimensions, timestamp, values));
                    }
                }
            }
        }
        return data;
    }

    private static Map<String, String> dimensions(JsonNode root, JsonNode names, Violations violations) {
        Map<String, String> dimensions = new TreeMap<>();
        for (JsonNode name : names) {
            JsonNode value = root.path(name.textValue());
            DatumRules.DIMENSION_VALUE.check(value, name.textValue(), violations);
            dimensions.put(name.textValue(), value.asText());
        }
        return dimensions;
    }

    private static List<Double> values(JsonNode root, String name, Violations violations) {
        JsonNode target = root.path(name);
        (target.isArray() ? TARGETS : DatumRules.VALUE).check(target, name, violations);
        List<Double> values = new ArrayList<>();
        for (JsonNode value : target.isArray() ? target : List.of(target)) {
            values.add(value.asDouble());
        }
        return values;
    }

    private static MetricDatum datum(
            JsonNode directive,
            JsonNode metric,
            Map<String, String> dimensions,
            double timestamp,
            List<Double> values) {
        List<Double> counts = Collections.nCopies(values.size(), 1.0);
        return new MetricDatum(
                directive.get("Namespace").textValue(),
                metric.get("Name").textValue(),
                dimensions,
                timestamp,
                metric.path("Unit").asText("None"),
                metric.path("StorageResolution").asInt(60),
                MetricDatum.Statistics.of(values, counts),
                values,
                counts);
    }
}
