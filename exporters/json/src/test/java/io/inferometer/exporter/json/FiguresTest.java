package io.inferometer.exporter.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final ModelId ID = new ModelId("djl", "ranker", "2");

    private static JsonNode object(Consumer<Figures> content) throws IOException {
        JsonBuffer json = new JsonBuffer(64);
        json.beginObject();
        content.accept(new Figures(json));
        json.endObject();
        return new ObjectMapper().readTree(json.toByteArray());
    }

    private static JsonNode model(ModelStats.Builder model, ModelAt.State state) throws IOException {
        return object(figures -> figures.model(new ModelAt(model.build(), 5_000, state)));
    }

    @Test
    void aModelIsItsCallsAndWhateverTheCatalogueHasOfIt() throws IOException {
        ModelStats.Builder stats = Given.model(ID, new long[] {1_000}, new long[0], new long[] {3_000}, new long[0])
                .inFlight(2, 1_500_000_000)
                .distribution(Measure.ITEMS, Given.items(8, 8))
                .distribution(Measure.INPUT_TOKENS, Given.items(21));
        JsonNode json = model(stats, ModelAt.State.DISABLED);

        assertThat(json.path("library").asText()
                        + json.path("name").asText()
                        + json.path("version").asText())
                .isEqualTo("djlranker2");
        assertThat(json.path("invocations").asInt()).isEqualTo(2);
        assertThat(json.path("outcomes").toString())
                .isEqualTo("{\"success\":1,\"client_error\":0,\"server_error\":1,\"cancelled\":0}");
        assertThat(json.path("latencySeconds").path("sum").decimalValue()).isEqualByComparingTo("0.000004");
        assertThat(json.path("latencySeconds").has("p99")).isTrue();
        assertThat(json.path("oldestInFlightSeconds").asDouble()).isEqualTo(1.5);
        assertThat(json.path("batchSize").path("max").asInt()).isEqualTo(8);
        assertThat(json.path("tokens").toString()).isEqualTo("{\"input\":21,\"output\":0}");
        assertThat(json.path("enabled").isBoolean()).isTrue();
        assertThat(json.path("enabled").asBoolean()).isFalse();
    }

    @Test
    void whatASubjectDoesNotHaveIsLeftOut() throws IOException {
        JsonNode json = model(ModelStats.of(ID), ModelAt.State.UNKNOWN);
        assertThat(json.fieldNames())
                .toIterable()
                .contains("inFlight")
                .doesNotContain("tokens", "batchSize", "enabled", "modelLoads");
        assertThat(json.path("latencySeconds").toString()).isEqualTo("{\"count\":0,\"sum\":0}");
    }

    @Test
    void nothingOfTheCatalogueIsForgotten() throws IOException {
        ModelStats.Builder model = Given.model(ID, 1_000).lastInference(1).lifecycle(Given.loads(1, 7));
        for (Measure measure : Measure.values()) {
            if (measure.isNumber() && measure != Measure.DURATION) {
                model.distribution(measure, Given.histogram(measure.unit(), 5));
            }
        }
        JsonNode json = model(model, ModelAt.State.ENABLED);
        for (ModelMetric metric : ModelMetric.values()) {
            assertThat(json.has(metric.description().key())).as(metric.name()).isTrue();
        }
        AgentAt agent = new AgentAt(new AgentStats(1, 2, 3, 4, 5, 6, 7, 8), ModelAt.State.ENABLED);
        JsonNode books = object(figures -> figures.all(List.of(AgentMetric.values()), agent));
        assertThat(books.toString())
                .isEqualTo(
                        "{\"enabled\":true,\"recorded\":1,\"aggregated\":2,\"folded\":3,\"lost\":4,"
                                + "\"clampedDurations\":7,\"ignoredItems\":8,\"instrumentationErrors\":5,\"measuringErrors\":6}");
    }
}
