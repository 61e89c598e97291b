package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.aws.endpoint.Distribution;
import io.inferometer.exporter.aws.endpoint.EndpointMetric;
import io.inferometer.exporter.aws.endpoint.EndpointMetric.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The metrics of one model, or of the endpoint, as one or more documents in the Embedded Metric Format. Sums of calls and
 * errors stand in the first; a metric with more than 100 values goes on in those after it. Used by one thread.
 */
final class EmfSubject {

    /** What one target member may hold, and what is kept apart in a series: the format's specification allows 100. */
    static final int VALUES_PER_EVENT = 100;

    /** What one metric of one subject may need: 100 events, some 100 KB. */
    static final int MAX_VALUES = 10_000;

    /** What all documents of a window begin with. */
    record Header(String namespace, boolean highResolution, long millis, Map<String, String> fields, long window) {}

    private record Told(EndpointMetric metric, Distribution values) {}

    private final Header header;
    private final Map<String, String> dimensions;
    private final List<List<String>> dimensionSets;
    private final List<Told> metrics = new ArrayList<>();
    private boolean thinned;

    /**
     * @param dimensions names and values
     * @param dimensionSets names; each set makes series of its own
     */
    EmfSubject(
            Header header,
            Map<String, String> dimensions,
            List<List<String>> dimensionSets,
            List<EndpointMetric> metrics) {
        this.header = header;
        this.dimensions = dimensions;
        this.dimensionSets = dimensionSets;
        for (EndpointMetric metric : metrics) {
            Distribution values = metric.kind() == Kind.TALLY
                    ? Distribution.of(metric.values().sum())
                    : metric.values().thinned(MAX_VALUES);
            thinned |= metric.kind() != Kind.TALLY && values != metric.values();
            this.metrics.add(new Told(metric, values));
        }
    }

    /** How many documents there are. */
    int documents() {
        long most =
                metrics.stream().mapToLong(told -> told.values().count()).max().orElse(0);
        return (int) ((most + VALUES_PER_EVENT - 1) / VALUES_PER_EVENT);
    }

    /** Whether a metric has fewer values than were measured. */
    boolean isThinned() {
        return thinned;
    }

    String document(int number) {
        long start = (long) number * VALUES_PER_EVENT;
        List<Told> told = metrics.stream()
                .filter(metric -> metric.values().count() > start)
                .toList();
        JsonWriter json = JsonWriter.create();
        json.writeStartObject();
        metadata(json, told);
        header.fields().forEach((name, value) -> json.writeFieldName(name).writeValue(value));
        json.writeFieldName("Window").writeValue(header.window());
        dimensions.forEach((name, value) -> json.writeFieldName(name).writeValue(value));
        for (Told metric : told) {
            json.writeFieldName(metric.metric().name());
            values(json, metric.values(), start);
        }
        json.writeEndObject();
        return new String(json.getBytes(), StandardCharsets.UTF_8);
    }

    private void metadata(JsonWriter json, List<Told> told) {
        json.writeFieldName("_aws").writeStartObject();
        json.writeFieldName("Timestamp").writeValue(header.millis());
        json.writeFieldName("CloudWatchMetrics").writeStartArray().writeStartObject();
        json.writeFieldName("Namespace").writeValue(header.namespace());
        json.writeFieldName("Dimensions").writeStartArray();
        for (List<String> set : dimensionSets) {
            json.writeStartArray();
            set.forEach(json::writeValue);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeFieldName("Metrics").writeStartArray();
        for (Told metric : told) {
            json.writeStartObject();
            json.writeFieldName("Name").writeValue(metric.metric().name());
            json.writeFieldName("Unit").writeValue(metric.metric().unit().toString());
            if (header.highResolution()) {
                json.writeFieldName("StorageResolution").writeValue(1);
            }
            json.writeEndObject();
        }
        json.writeEndArray().writeEndObject().writeEndArray().writeEndObject();
    }

    /** The values from {@code start} on, at most {@value #VALUES_PER_EVENT}, each as often as it came. */
    private static void values(JsonWriter json, Distribution values, long start) {
        if (values.count() == 1) {
            json.writeValue(values.value(0));
            return;
        }
        json.writeStartArray();
        long end = start + VALUES_PER_EVENT;
        long first = 0;
        for (int i = 0; i < values.size() && first < end; i++) {
            long after = first + values.count(i);
            for (long at = Math.max(first, start); at < Math.min(after, end); at++) {
                json.writeValue(values.value(i));
            }
            first = after;
        }
        json.writeEndArray();
    }
}
