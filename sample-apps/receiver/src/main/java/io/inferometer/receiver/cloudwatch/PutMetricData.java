package io.inferometer.receiver.cloudwatch;

import static io.inferometer.receiver.shape.Shape.flag;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.map;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code PutMetricData} of Amazon CloudWatch, API version 2010-08-01. Thread-safe. */
public final class PutMetricData extends DocumentHandler {
    /** How far a datum may lie in the past and in the future. */
    static final Duration OLDEST = Duration.ofDays(14);

    static final Duration NEWEST = Duration.ofHours(2);

    static final int DATA = 1000;

    private static final String ANY = "(?s).+";

    private static final Shape ENTITY = structure(
            optional("KeyAttributes", map(2, 4, text(1, 32, ANY), text(1, 2048, ANY))),
            optional("Attributes", map(0, 10, text(1, 256, ANY), text(1, 2048, ANY))));

    private static final Shape REQUEST = structure(
                    required("Namespace", DatumRules.NAMESPACE),
                    optional("MetricData", list(DatumRules.DATUM)),
                    optional(
                            "EntityMetricData",
                            list(structure(
                                    optional("Entity", ENTITY), optional("MetricData", list(DatumRules.DATUM))))),
                    optional("StrictEntityValidation", flag()))
            .and(PutMetricData::checkNumber);

    private final DataBooks books;
    private final InstantSource clock;

    /** @param books where data are written down */
    public PutMetricData(DataBooks books, InstantSource clock) {
        super(Operation.PUT_METRIC_DATA, REQUEST);
        this.books = books;
        this.clock = clock;
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        double now = clock.instant().toEpochMilli() / 1e3;
        List<MetricDatum> data = new ArrayList<>();
        for (JsonNode datum : data(request)) {
            data.add(datum(request.get("Namespace").textValue(), datum, now));
        }
        books.put(data);
        return EMPTY;
    }

    private static List<JsonNode> data(JsonNode request) {
        List<JsonNode> data = new ArrayList<>();
        request.path("MetricData").forEach(data::add);
        request.path("EntityMetricData")
                .forEach(entity -> entity.path("MetricData").forEach(data::add));
        return data;
    }

    private static void checkNumber(JsonNode request, String path, Violations violations) {
        int number = data(request).size();
        if (number == 0) {
            violations.add("MetricData", request.path("MetricData"), "expected a datum");
        } else if (number > DATA) {
            violations.add("MetricData", request, "expected at most " + DATA + " data, not " + number);
        }
    }

    private static MetricDatum datum(String namespace, JsonNode datum, double now) throws RequestException {
        double timestamp = datum.path("Timestamp").asDouble(now);
        if (now - timestamp > OLDEST.toSeconds() || timestamp - now > NEWEST.toSeconds()) {
            throw Service.CLOUDWATCH.invalid("Timestamp: expected two weeks ago to two hours ahead, found "
                    + datum.get("Timestamp") + " for " + datum.get("MetricName"));
        }
        Map<String, String> dimensions = new TreeMap<>();
        for (JsonNode dimension : datum.path("Dimensions")) {
            dimensions.put(
                    dimension.get("Name").textValue(), dimension.get("Value").textValue());
        }
        List<Double> values = values(datum);
        List<Double> counts =
                datum.has("Counts") ? doubles(datum.get("Counts")) : Collections.nCopies(values.size(), 1.0);
        return new MetricDatum(
                namespace,
                datum.get("MetricName").textValue(),
                dimensions,
                timestamp,
                datum.path("Unit").asText("None"),
                datum.path("StorageResolution").asInt(60),
                datum.has("StatisticValues")
                        ? Json.convert(datum.get("StatisticValues"), MetricDatum.Statistics.class)
                        : MetricDatum.Statistics.of(values, counts),
                values,
                counts);
    }

    private static List<Double> values(JsonNode datum) {
        return datum.has("Value") ? List.of(datum.get("Value").doubleValue()) : doubles(datum.path("Values"));
    }

    private static List<Double> doubles(JsonNode numbers) {
        List<Double> doubles = new ArrayList<>();
        numbers.forEach(number -> doubles.add(number.doubleValue()));
        return doubles;
    }
}
