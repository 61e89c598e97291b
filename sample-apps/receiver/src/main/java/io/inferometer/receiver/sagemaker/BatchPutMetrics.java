package io.inferometer.receiver.sagemaker;

import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.number;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;
import static io.inferometer.receiver.shape.Shape.timestamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.shape.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code BatchPutMetrics} of Amazon SageMaker Metrics, API version 2022-09-30. Item errors come with HTTP 200.
 * Thread-safe.
 */
public final class BatchPutMetrics extends DocumentHandler {
    private static final Shape REQUEST = structure(
            required("TrialComponentName", text(1, 120, "[a-z0-9](-*[a-z0-9]){0,119}")),
            required(
                    "MetricData",
                    list(
                            1,
                            10,
                            structure(
                                    required("MetricName", text(1, 255, ".+")),
                                    required("Timestamp", timestamp()),
                                    optional("Step", integer(0, Integer.MAX_VALUE)),
                                    required("Value", number())))));

    /** How far an item may lie in the past and in the future: the bounds that AWS's own Python SDK keeps. */
    static final Duration OLDEST = Duration.ofDays(14);

    static final Duration NEWEST = Duration.ofHours(2);

    private final ItemBooks books;
    private final Function<String, Optional<ItemErrorCode>> faults;
    private final InstantSource clock;

    /**
     * @param books where items are written down
     * @param faults the error that is asked for an item, by metric name
     * @param clock for the age of items
     */
    public BatchPutMetrics(ItemBooks books, Function<String, Optional<ItemErrorCode>> faults, InstantSource clock) {
        super(Operation.BATCH_PUT_METRICS, REQUEST);
        this.books = books;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    protected JsonNode accept(JsonNode request) {
        Instant now = clock.instant();
        List<MetricItem> items = new ArrayList<>();
        SortedMap<Integer, ItemErrorCode> errors = new TreeMap<>();
        for (JsonNode datum : request.get("MetricData")) {
            int index = items.size();
            MetricItem item = item(request.get("TrialComponentName").textValue(), datum);
            items.add(item);
            if (!isCurrent(item.timestamp(), now)) {
                errors.put(index, ItemErrorCode.VALIDATION_ERROR);
            } else {
                faults.apply(item.metricName()).ifPresent(code -> errors.put(index, code));
            }
        }
        books.put(items, errors);
        return errors.isEmpty() ? EMPTY : Json.tree(Map.of("Errors", wireErrors(errors)));
    }

    private static MetricItem item(String trialComponentName, JsonNode datum) {
        return new MetricItem(
                trialComponentName,
                datum.get("MetricName").textValue(),
                datum.get("Timestamp").doubleValue(),
                datum.has("Step") ? (Integer) datum.get("Step").intValue() : null,
                datum.get("Value").doubleValue());
    }

    private static boolean isCurrent(double timestamp, Instant now) {
        double age = now.toEpochMilli() / 1e3 - timestamp;
        return age <= OLDEST.toSeconds() && -age <= NEWEST.toSeconds();
    }

    private static List<Map<String, Object>> wireErrors(SortedMap<Integer, ItemErrorCode> errors) {
        return errors.entrySet().stream()
                .map(error -> Map.<String, Object>of("Code", error.getValue(), "MetricIndex", error.getKey()))
                .toList();
    }
}
