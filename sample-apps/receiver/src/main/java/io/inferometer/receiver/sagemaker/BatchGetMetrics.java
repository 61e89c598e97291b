package io.inferometer.receiver.sagemaker;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.shape.Shape;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code BatchGetMetrics} of Amazon SageMaker Metrics, API version 2022-09-30: reads back what was put, as far as it is
 * among the newest items kept. Along the axis {@code Timestamp} a value stands at the start of its period, in seconds since
 * 1970, the unit of {@code Start} and {@code End} too; the API reference names none. Thread-safe.
 */
public final class BatchGetMetrics extends DocumentHandler {
    private static final long LARGEST = 1L << 53;

    private static final Map<String, Integer> SECONDS =
            Map.of("OneMinute", 60, "FiveMinute", 300, "OneHour", 3_600, "IterationNumber", 1);

    private static final Shape REQUEST = structure(required(
            "MetricQueries",
            list(
                    1,
                    100,
                    structure(
                            required("MetricName", text(1, 255, ".+")),
                            required(
                                    "ResourceArn",
                                    text(1, 2048, "arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-].*/.*")),
                            required("MetricStat", choice("Min", "Max", "Avg", "Count", "StdDev", "Last")),
                            required("Period", choice("OneMinute", "FiveMinute", "OneHour", "IterationNumber")),
                            required("XAxisType", choice("IterationNumber", "Timestamp")),
                            optional("Start", integer(-LARGEST, LARGEST)),
                            optional("End", integer(-LARGEST, LARGEST))))));

    private final ItemBooks items;

    /** @param items what is read */
    public BatchGetMetrics(ItemBooks items) {
        super(Operation.BATCH_GET_METRICS, REQUEST);
        this.items = items;
    }

    @Override
    protected JsonNode accept(JsonNode request) {
        List<MetricItem> latest = items.latest();
        List<Object> results = new ArrayList<>();
        for (JsonNode query : request.get("MetricQueries")) {
            SortedMap<Long, List<Double>> points = points(query, latest);
            results.add(Map.of(
                    "Status", "Complete",
                    "XAxisValues", points.keySet(),
                    "MetricValues",
                            points.values().stream()
                                    .map(values ->
                                            statistic(query.get("MetricStat").textValue(), values))
                                    .toList()));
        }
        return Json.tree(Map.of("MetricQueryResults", results));
    }

    private static SortedMap<Long, List<Double>> points(JsonNode query, List<MetricItem> items) {
        String arn = query.get("ResourceArn").textValue();
        String component = arn.substring(arn.lastIndexOf('/') + 1);
        boolean byStep = query.get("XAxisType").textValue().equals("IterationNumber");
        long period = SECONDS.get(query.get("Period").textValue());
        SortedMap<Long, List<Double>> points = new TreeMap<>();
        for (MetricItem item : items) {
            boolean isMeant = item.trialComponentName().equals(component)
                    && item.metricName().equals(query.get("MetricName").textValue())
                    && !(byStep && item.step() == null);
            if (isMeant) {
                long x = byStep ? item.step() : (long) Math.floor(item.timestamp() / period) * period;
                if (x >= query.path("Start").asLong(-LARGEST)
                        && x <= query.path("End").asLong(LARGEST)) {
                    points.computeIfAbsent(x, place -> new ArrayList<>()).add(item.value());
                }
            }
        }
        return points;
    }

    private static double statistic(String name, List<Double> values) {
        DoubleSummaryStatistics summary =
                values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (name) {
            case "Min" -> summary.getMin();
            case "Max" -> summary.getMax();
            case "Avg" -> summary.getAverage();
            case "Count" -> summary.getCount();
            case "Last" -> values.get(values.size() - 1);
            default ->
                Math.sqrt(values.stream()
                        .mapToDouble(value -> Math.pow(value - summary.getAverage(), 2))
                        .average()
                        .orElseThrow());
        };
    }
}
