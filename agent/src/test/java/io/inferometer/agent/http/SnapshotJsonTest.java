package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ExporterStats.Power;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

    private final FakeService service = new FakeService("run-1", 1_700_000_000_000L);

    @Test
    void saysWhoSpeaks() throws IOException {
        JsonNode json = json(service.snapshot());

        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("resource").path("service").asText()).isEqualTo("embedding-server");
        assertThat(json.path("resource").path("runId").asText()).isEqualTo("run-1");
        assertThat(json.path("exporters").path(2).path("lastError").asText()).startsWith("503");
    }

    @Test
    void queuedRequestsAreThereWhereAStageIsKnown() throws IOException {
        Snapshot without = service.snapshot();
        assertThat(json(without).has("async")).isFalse();
        JsonNode async = json(new Snapshot(
                        without.resource(),
                        without.atMillis(),
                        without.models(),
                        without.recent(),
                        without.host(),
                        without.agent(),
                        without.exporters(),
                        without.switches(),
                        Optional.of(Given.async(1_000)),
                        List.of()))
                .path("async");
        assertThat(async.path("backlog").asLong()).isEqualTo(5);
        assertThat(async.path("oldestSeconds").asDouble()).isEqualTo(3);
        assertThat(async.path("requests").path("expired").asLong()).isEqualTo(4);
        assertThat(async.path("failures").path("notify").asLong()).isEqualTo(3);
        assertThat(async.path("modelErrors").path("4xx").asLong()).isEqualTo(2);
        assertThat(async.path("totalSeconds").path("count").asLong()).isEqualTo(2);
        assertThat(async.path("recent").path("ended").asLong()).isEqualTo(90);
        assertThat(async.path("recent").path("ratePerSecond").asDouble())
                .isEqualTo(90 / async.path("recent").path("seconds").asDouble());
    }

    @Test
    void figuresOfAModelAreThoseOfTheSnapshot() throws IOException {
        for (int i = 0; i < 70; i++) {
            service.tick();
        }
        Snapshot snapshot = service.snapshot();
        JsonNode json = json(snapshot);
        assertThat(json.path("models")).hasSameSizeAs(snapshot.models());
        for (int i = 0; i < snapshot.models().size(); i++) {
            ModelStats model = snapshot.models().get(i);
            JsonNode node = json.path("models").path(i);
            assertThat(node.path("name").asText()).isEqualTo(model.id().name());
            assertThat(node.path("inFlight").asLong()).isEqualTo(model.inFlight());
            assertThat(node.path("oldestInFlightSeconds").asDouble()).isEqualTo(model.oldestInFlightNanos() / 1e9);
            latency(node.path("total"), model);
            snapshot.recent().stream()
                    .filter(recent -> recent.id().equals(model.id()))
                    .forEach(recent -> {
                        latency(node.path("recent"), recent);
                        assertThat(node.path("recent").path("ratePerSecond").asDouble())
                                .isEqualTo(recent.invocations() / 60.0);
                    });
        }
    }

    @Test
    void aModelSaysWhatRunsItAndWhoCallsIt() throws IOException {
        Snapshot any = service.snapshot();
        ModelStats inner =
                ModelStats.of(any.models().get(0).id()).beneath("langchain4j").build();
        JsonNode models = json(new Snapshot(
                        any.resource(),
                        any.atMillis(),
                        List.of(inner, any.models().get(1)),
                        List.of(),
                        any.host(),
                        any.agent(),
                        any.exporters()))
                .path("models");

        assertThat(models.path(0).path("engine").toString())
                .isEqualTo("{\"name\":\"Engine\",\"version\":\"1.2\",\"device\":\"cuda:1\"}");
        assertThat(models.path(0).path("beneath").asText()).isEqualTo("langchain4j");
        assertThat(models.path(1).path("beneath").asText("none")).isEmpty();
    }

    private static void latency(JsonNode node, ModelStats model) {
        assertThat(node.path("count").asLong()).isEqualTo(model.invocations());
        assertThat(node.path("errors").asLong())
                .isEqualTo(model.duration(Outcome.CLIENT_ERROR).count()
                        + model.duration(Outcome.SERVER_ERROR).count());
        for (Outcome outcome : Outcome.values()) {
            assertThat(node.path("outcomes").path(outcome.label()).asLong())
                    .isEqualTo(model.duration(outcome).count());
        }
        assertThat(node.path("p99Micros").asDouble()).isCloseTo(model.latency().quantile(0.99) * 1e6, within(0.001));
        assertThat(node.path("maxMicros").asDouble()).isEqualTo(model.latency().max() / 1e3);
        JsonNode buckets = node.path("buckets");
        assertThat(StreamSupport.stream(buckets.path("counts").spliterator(), false)
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isEqualTo(model.invocations() - buckets.path("zero").asLong());
        double top = buckets.path("offset").asInt() + buckets.path("counts").size();
        assertThat(Math.pow(2, top / (1 << buckets.path("scale").asInt())))
                .isGreaterThanOrEqualTo(model.latency().max() / 1e9);
    }

    @Test
    void aModelNotCalledLatelyHasNoPercentiles() throws IOException {
        for (int i = 0; i < 70; i++) {
            service.tick();
        }
        JsonNode quiet = StreamSupport.stream(
                        json(service.snapshot()).path("models").spliterator(), false)
                .filter(model -> model.path("name").asText().equals("NightlyRescore"))
                .findAny()
                .orElseThrow();

        assertThat(quiet.path("recent").path("count").asInt()).isZero();
        assertThat(quiet.path("recent").path("ratePerSecond").asDouble()).isZero();
        assertThat(quiet.path("recent").path("p99Micros").isNull()).isTrue();
        assertThat(quiet.path("total").path("p99Micros").isNumber()).isTrue();
    }

    @Test
    void theRateOfAYoungProcessIsOverItsLife() throws IOException {
        service.tick();
        service.tick();

        assertThat(json(service.snapshot())
                        .path("models")
                        .path(0)
                        .path("recent")
                        .path("seconds")
                        .asDouble())
                .isEqualTo(2);
    }

    @Test
    void whatIsNotKnownIsNull() throws IOException {
        Snapshot any = service.snapshot();
        Snapshot unknown = new Snapshot(
                any.resource(),
                any.atMillis(),
                List.of(),
                List.of(),
                new HostStats(
                        HostUtilization.UNKNOWN, List.of(MetricSample.gauge("x", "X.", Double.POSITIVE_INFINITY))),
                new AgentStats(0, 0, 0, 0, 0),
                List.of());

        assertThat(json(unknown).path("host").path("cpuPercent").isNull()).isTrue();
        assertThat(json(unknown)
                        .path("host")
                        .path("samples")
                        .path(0)
                        .path("value")
                        .isNull())
                .isTrue();
    }

    @Test
    void everythingThatIsOffIsSaid() throws IOException {
        Snapshot any = service.snapshot();
        ModelStats off = any.models().get(0);
        Snapshot disabled = new Snapshot(
                any.resource(),
                any.atMillis(),
                any.models(),
                any.recent(),
                any.host(),
                new AgentStats(9, 8, 1, 0, 2, 3, 4, 5),
                List.of(
                        new ExporterStats("file", 0, 0, 0, 146, 0, 0, 7, 0, "no space", Power.DISABLED),
                        new ExporterStats("cloudwatch", 0, 0, 0, 0, 0, 0, 0, 0, "no region \uD83D", Power.OFF)),
                new Switches(false, Map.of("djl", false, "onnxruntime", true), Set.of(off.id())),
                Optional.empty(),
                List.of());
        JsonNode json = json(disabled, 9646);

        assertThat(json.path("agent").toString())
                .isEqualTo(
                        "{\"enabled\":false,\"recorded\":9,\"aggregated\":8,\"folded\":1,\"lost\":0,\"clampedDurations\":4,"
                                + "\"ignoredItems\":5,\"instrumentationErrors\":2,\"measuringErrors\":3,"
                                + "\"httpPortUnavailable\":9646,\"weavingErrors\":2}");
        assertThat(json.path("libraries").toString())
                .isEqualTo("[{\"name\":\"djl\",\"enabled\":false},{\"name\":\"onnxruntime\",\"enabled\":true}]");
        assertThat(json.path("models").findValuesAsText("enabled")).startsWith("false", "true");
        JsonNode file = json.path("exporters").path(0);
        assertThat(file.path("state").asText()).isEqualTo("disabled");
        assertThat(file.path("enabled").asBoolean(true)).isFalse();
        assertThat(file.path("pending").asLong()).isEqualTo(146);
        JsonNode cloudWatch = json.path("exporters").path(1);
        assertThat(cloudWatch.path("state").asText()).isEqualTo("off");
        assertThat(cloudWatch.path("lastError").asText()).isEqualTo("no region \uFFFD");
        assertThat(json(any).path("agent").path("enabled").asBoolean()).isTrue();
    }

    private static JsonNode json(Snapshot snapshot) throws IOException {
        return json(snapshot, 0);
    }

    private static JsonNode json(Snapshot snapshot, int portUnavailable) throws IOException {
        Body body = new SnapshotBody(new FixedSnapshots(() -> snapshot), portUnavailable);
        return new ObjectMapper().readTree(Bodies.read(body));
    }
}
