package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.OutermostModels;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.WindowItems;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.Distribution;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.aws.endpoint.EndpointMetric;
import io.inferometer.exporter.aws.endpoint.EndpointMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * The series of one window, in a fixed order. Each is turned into the SDK's form only when it is sent, for that form takes
 * several times the memory. Used by one thread.
 */
final class Data implements WindowItems {

    /** MetricDatum.Values in the model of the service (API version 2010-08-01). */
    static final int MAX_VALUES = 150;

    private record Series(List<Dimension> dimensions, EndpointMetric metric) {}

    private final List<Series> series = new ArrayList<>();
    private final Instant timestamp;
    private final Integer storageResolution;

    /**
     * @param highResolution whether CloudWatch is to keep seconds apart
     * @param awsSpelling see {@link AsyncMetrics#ofVariant}
     */
    Data(Window window, boolean highResolution, boolean awsSpelling) {
        timestamp = Instant.ofEpochMilli(window.startMillis());
        storageResolution = highResolution ? 1 : null;
        List<Dimension> endpoint = List.of(
                dimension(EndpointDimensions.ENDPOINT, EndpointDimensions.endpoint(window.resource())),
                dimension(EndpointDimensions.VARIANT, EndpointDimensions.variant(window.resource())));
        if (window.async().isPresent()) {
            // As AWS does: requests and calls of models would add up under the same names.
            AsyncStats stats = window.async().get();
            add(
                    endpoint.subList(0, 1),
                    AsyncMetrics.ofQueue(stats, window.resource().instanceCount()));
            add(endpoint, AsyncMetrics.ofVariant(window, stats, MAX_VALUES, awsSpelling));
        } else {
            add(endpoint, EndpointMetrics.ofEndpoint(window));
            add(endpoint, EndpointMetrics.ofModels(OutermostModels.of(window.models()), MAX_VALUES));
        }
        for (ModelStats model : window.models()) {
            List<Dimension> dimensions = new ArrayList<>(endpoint);
            dimensions.add(dimension(EndpointDimensions.MODEL, EndpointDimensions.model(model.id())));
            add(dimensions, EndpointMetrics.ofModels(List.of(model), MAX_VALUES));
        }
    }

    @Override
    public int size() {
        return series.size();
    }

    /** What tells the series from all others, for people: its metric and its dimensions. */
    String name(int i) {
        return series.get(i).metric().name()
                + series.get(i).dimensions().stream()
                        .map(dimension -> dimension.name() + "=" + dimension.value())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    MetricDatum datum(int i) {
        EndpointMetric metric = series.get(i).metric();
        MetricDatum.Builder datum = MetricDatum.builder()
                .metricName(metric.name())
                .dimensions(series.get(i).dimensions())
                .timestamp(timestamp)
                .unit(metric.unit())
                .storageResolution(storageResolution);
        Distribution distribution = metric.values();
        if (distribution.count() == 1) {
            return datum.value(distribution.value(0)).build();
        }
        List<Double> values = new ArrayList<>(distribution.size());
        List<Double> counts = new ArrayList<>(distribution.size());
        for (int value = 0; value < distribution.size(); value++) {
            values.add(distribution.value(value));
            counts.add((double) distribution.count(value));
        }
        datum.values(values);
        // Without counts, each value counts once.
        return distribution.count() == distribution.size()
                ? datum.build()
                : datum.counts(counts).build();
    }

    private void add(List<Dimension> dimensions, List<EndpointMetric> metrics) {
        for (EndpointMetric metric : metrics) {
            series.add(new Series(dimensions, metric));
        }
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
