package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the receiver got, from its {@code /received}.
 *
 * @param metrics {@code BatchPutMetrics}: its requests, and the sum of all metrics named {@code …/Invocations}
 * @param heartbeats {@code SendHeartbeat}: its requests, and the inferences they reported, of all models
 * @param data {@code PutMetricData}: its requests, and the sum of {@code Invocations} over the models' series
 * @param endpointData the same over the endpoint's series
 * @param events {@code PutLogEvents}: its requests, and the sum of {@code Invocations} embedded in log events, over the
 *     models' series; refused are also events that are too old or too new, and those that break the embedded format
 * @param endpointEvents the same over the endpoint's series
 */
record ReceiverBooks(
        Account metrics,
        Account heartbeats,
        Account data,
        Account endpointData,
        Account events,
        Account endpointEvents) {

    private static final Set<String> OF_ENDPOINT = Set.of("EndpointName", "VariantName");
    private static final Set<String> OF_MODEL = Set.of("EndpointName", "VariantName", "ModelName");

    /**
     * One operation.
     *
     * @param accepted requests
     * @param refused requests, and single values inside accepted ones
     * @param invocations reported in accepted requests
     */
    record Account(long accepted, long refused, long invocations) {}

    static ReceiverBooks of(JsonNode received) {
        JsonNode requests = received.path("requests");
        JsonNode data = received.path("metricData");
        JsonNode logs = received.path("logs");
        JsonNode puts = requests.path("PutLogEvents");
        // The first request finds no stream, which is how the writer learns that it has to make one.
        long refusedEvents =
                -puts.path("errors").path("ResourceNotFoundException").asLong()
                        + logs.path("rejected").asLong()
                        + logs.path("embeddedWrong").asLong();
        return new ReceiverBooks(
                account(
                        requests.path("BatchPutMetrics"),
                        sum(received.path("itemErrors")),
                        invocations(received.path("metrics"))),
                account(requests.path("SendHeartbeat"), 0, inferences(received.path("models"))),
                account(requests.path("PutMetricData"), 0, invocations(data, OF_MODEL)),
                account(requests.path("PutMetricData"), 0, invocations(data, OF_ENDPOINT)),
                account(puts, refusedEvents, invocations(logs.path("metrics"), OF_MODEL)),
                account(puts, refusedEvents, invocations(logs.path("metrics"), OF_ENDPOINT)));
    }

    /** Reads the receiver's {@code /statsd}: datagrams, lines that were none, and calls by the counter of finished ones. */
    static Account statsd(JsonNode lines) {
        double calls = 0;
        for (JsonNode series : lines.path("series")) {
            if (series.path("name").asText().equals("inferometer.inference_duration_seconds.exact_count")) {
                calls += series.path("sum").asDouble();
            }
        }
        return new Account(
                lines.path("datagrams").asLong(), lines.path("brokenLines").asLong(), Math.round(calls));
    }

    private static Account account(JsonNode requests, long refusedInside, long invocations) {
        return new Account(
                requests.path("accepted").asLong(), requests.path("rejected").asLong() + refusedInside, invocations);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static long invocations(JsonNode metrics) {
        double sum = 0;
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            if (metric.getKey().endsWith("/Invocations")) {
                sum += metric.getValue().path("sum").asDouble();
            }
        }
        return Math.round(sum);
    }

    private static long invocations(JsonNode data, Set<String> dimensionNames) {
        double sum = 0;
        for (JsonNode series : data.path("series")) {
            Set<String> names = new TreeSet<>();
            for (Iterator<String> each = series.path("dimensions").fieldNames(); each.hasNext(); ) {
                names.add(each.next());
            }
            if (series.path("metricName").asText().equals("Invocations") && names.equals(dimensionNames)) {
                sum += series.path("statistics").path("sum").asDouble();
            }
        }
        return Math.round(sum);
    }

    private static long inferences(JsonNode models) {
        double sum = 0;
        for (JsonNode model : models) {
            sum += model.path("inferenceCount").asDouble();
        }
        return Math.round(sum);
    }
}
