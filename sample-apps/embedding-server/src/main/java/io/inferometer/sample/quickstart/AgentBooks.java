package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent measured, from its {@code /api/snapshot}.
 *
 * @param models in the agent's order
 */
record AgentBooks(List<Model> models) {

    /**
     * One model.
     *
     * @param name {@code library/name}, with {@code @version} where it is known
     * @param count finished calls since the start
     * @param errors of those, how many failed by anybody's fault
     * @param ratePerSecond finished calls per second, lately
     * @param p50Millis latency of late, 0 without a call
     * @param p99Millis latency of late, 0 without a call
     * @param inFlight calls under way
     */
    record Model(
            String name,
            long count,
            long errors,
            double ratePerSecond,
            double p50Millis,
            double p99Millis,
            long inFlight) {}

    static AgentBooks of(JsonNode snapshot) {
        List<Model> models = new ArrayList<>();
        for (JsonNode model : snapshot.path("models")) {
            String version = model.path("version").asText();
            JsonNode outcomes = model.path("total").path("outcomes");
            JsonNode recent = model.path("recent");
            models.add(new Model(
                    model.path("library").asText() + "/" + model.path("name").asText()
                            + (version.isEmpty() ? "" : "@" + version),
                    model.path("total").path("count").asLong(),
                    outcomes.path("client_error").asLong()
                            + outcomes.path("server_error").asLong(),
                    recent.path("ratePerSecond").asDouble(),
                    recent.path("p50Micros").asDouble() / 1e3,
                    recent.path("p99Micros").asDouble() / 1e3,
                    model.path("inFlight").asLong()));
        }
        return new AgentBooks(models);
    }

    /** Finished calls of all models. */
    long invocations() {
        return models.stream().mapToLong(Model::count).sum();
    }
}
