package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the receiver got, from its {@code /received}.
 *
 * @param metrics {@code BatchPutMetrics}: its requests, and the sum of all metrics named {@code …/Invocations}
 * @param heartbeats {@code SendHeartbeat}: its requests, and the inferences they reported, of all models
 */
record ReceiverBooks(Account metrics, Account heartbeats) {

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
        JsonNode metrics = requests.path("BatchPutMetrics");
        JsonNode heartbeats = requests.path("SendHeartbeat");
        return new ReceiverBooks(
                new Account(
                        metrics.path("accepted").asLong(),
                        metrics.path("rejected").asLong() + sum(received.path("itemErrors")),
                        invocations(received.path("metrics"))),
                new Account(
                        heartbeats.path("accepted").asLong(),
                        heartbeats.path("rejected").asLong(),
                        inferences(received.path("models"))));
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

    private static long inferences(JsonNode models) {
        double sum = 0;
        for (JsonNode model : models) {
            sum += model.path("inferenceCount").asDouble();
        }
        return Math.round(sum);
    }
}
