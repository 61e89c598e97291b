package io.inferometer.agent.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.e2e.app.CallBook.Ending;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one exporter said of one model, over all windows.
 *
 * @param calls finished ones, whatever their outcome
 */
record Exported(long calls, long clientErrors, long serverErrors) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an application's book holds. */
    static Exported booked(Map<Ending, Long> book) {
        long clientErrors = book.get(Ending.CLIENT_ERROR);
        long serverErrors = book.get(Ending.SERVER_ERROR);
        return new Exported(book.get(Ending.SUCCESS) + clientErrors + serverErrors, clientErrors, serverErrors);
    }

    /**
     * What {@code sagemaker-metrics} sent. An item that was sent again, because its first answer was lost, counts once: the same
     * name at the same time.
     *
     * @param model as in the metric's name, {@code library/model}
     */
    static Exported toMetrics(Received received, String model) {
        return new Exported(
                sum(received, model + "/Invocations"),
                sum(received, model + "/Invocation4XXErrors"),
                sum(received, model + "/Invocation5XXErrors"));
    }

    private static long sum(Received received, String metric) {
        Set<Double> seen = new HashSet<>();
        double sum = 0;
        for (MetricItem item : received.latestItems()) {
            if (item.metricName().equals(metric) && seen.add(item.timestamp())) {
                sum += item.value();
            }
        }
        return Math.round(sum);
    }

    /** What {@code sagemaker-edge} sent: one figure for all errors, which is given here as server errors. */
    static Exported toEdge(Received received, String model) {
        double errors = received.latestHeartbeats().stream()
                .flatMap(heartbeat -> heartbeat.models().stream())
                .filter(one -> one.modelName().equals(model))
                .flatMap(one -> one.modelMetrics().stream())
                .filter(metric -> metric.metricName().equals("InferenceErrorCount"))
                .mapToDouble(metric -> metric.value())
                .sum();
        return new Exported(Math.round(received.inferenceCount(model)), 0, Math.round(errors));
    }

    /** What {@code file} wrote. */
    static Exported toFile(Path file, String library, String model) {
        long calls = 0;
        long clientErrors = 0;
        long serverErrors = 0;
        try {
            String whole = Files.readString(file);
            // A line may be on its way.
            for (String line :
                    whole.substring(0, whole.lastIndexOf('\n') + 1).lines().toList()) {
                for (JsonNode one : JSON.readTree(line).get("models")) {
                    if (one.get("library").textValue().equals(library)
                            && one.get("name").textValue().equals(model)) {
                        calls += one.get("invocations").longValue();
                        clientErrors += one.get("outcomes").get("client_error").longValue();
                        serverErrors += one.get("outcomes").get("server_error").longValue();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Exported(calls, clientErrors, serverErrors);
    }

    /** The same as far as {@code sagemaker-edge} tells. */
    Exported asEdge() {
        return new Exported(calls, 0, clientErrors + serverErrors);
    }
}
