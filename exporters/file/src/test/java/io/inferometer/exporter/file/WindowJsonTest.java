package io.inferometer.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void aWindowIsWrittenAsDocumented() throws IOException {
        JsonNode window = read(WindowJson.line(Windows.of(7, Windows.busy())));

        ((ObjectNode) window.at("/models/0/latencySeconds")).remove(List.of("p50", "p90", "p99"));
        assertThat(window).isEqualTo(MAPPER.readTree("""
                        {"window":7,"runId":"run-1",
                         "start":"2026-01-02T03:03:05.000Z","end":"2026-01-02T03:03:15.678Z",
                         "resource":{"serviceName":"shop \\"é\\"","endpointName":"search","variantName":"AllTraffic",
                           "instanceId":"host-1","instanceCount":2,"agentVersion":"0.1.0",
                           "started":"2026-01-02T03:03:00.000Z"},
                         "models":[{"library":"onnxruntime","name":"minilm","version":"v1",
                           "invocations":4,"outcomes":{"success":3,"client_error":0,"server_error":1,"cancelled":0},
                           "latencySeconds":{"count":4,"sum":0.00500004,"min":0.00000004,"max":0.002},
                           "latencyHistogram":{"scale":0,"offset":-25,
                             "buckets":[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,2],"zeroCount":0},
                           "inFlight":1,"oldestInFlightSeconds":0.25,
                           "secondsSinceLastInference":0.678,
                           "batchSize":{"count":2,"sum":4,"min":2,"max":2,"p50":2.0,"p90":2.0,"p99":2.0},
                           "tokens":{"input":21,"output":0},
                           "modelLoads":{"success":1,"failure":0},"modelsLoaded":1,
                           "lifecycle":{"loads":1,"failedLoads":0,"loaded":1}}],
                         "host":{"cpuPercent":140.5,"memoryPercent":30.25,"gpuPercent":0.0},
                         "agent":{"recorded":10,"aggregated":8,"folded":2,"lost":0,
                           "clampedDurations":0,"ignoredItems":0,"instrumentationErrors":1,"measuringErrors":0,
                           "weavingErrors":1}}
                        """));
    }

    @Test
    void whatHappenedBesidesCallsIsTold() throws IOException {
        Window bare = Windows.of(7, Windows.busy());
        ModelId model = Windows.busy().id();
        Window window = bare.toBuilder()
                .deployments(List.of(
                        new Deployment(
                                model, Deployment.Kind.DEPLOY, "no file", 1_767_322_990_000L, 1_767_322_991_000L),
                        new Deployment(model, Deployment.Kind.UNDEPLOY, "", 1_767_322_992_000L, 1_767_322_992_000L)))
                .customMetrics(List.of(new CustomMetric("loss", 0.25, 7, 1_767_322_993_000L)))
                .build();

        JsonNode json = read(WindowJson.line(window));

        assertThat(json.get("deployments")).isEqualTo(MAPPER.readTree("""
                        [{"library":"onnxruntime","name":"minilm","version":"v1","kind":"DEPLOY",
                          "start":"2026-01-02T03:03:10.000Z","end":"2026-01-02T03:03:11.000Z","failure":"no file"},
                         {"library":"onnxruntime","name":"minilm","version":"v1","kind":"UNDEPLOY",
                          "start":"2026-01-02T03:03:12.000Z","end":"2026-01-02T03:03:12.000Z"}]"""));
        assertThat(json.get("customMetrics"))
                .isEqualTo(MAPPER.readTree(
                        "[{\"name\":\"loss\",\"value\":0.25,\"step\":7,\"at\":\"2026-01-02T03:03:13.000Z\"}]"));
    }

    @Test
    void queuedRequestsAreToldWhereThereAreAny() throws IOException {
        Window window = Windows.of(1, Windows.busy());
        assertThat(read(WindowJson.line(window)).has("async")).isFalse();
        JsonNode async = read(WindowJson.line(
                        window.toBuilder().async(Optional.of(Given.async(1))).build()))
                .path("async");
        assertThat(async.path("backlog").asLong()).isEqualTo(5);
        assertThat(async.path("requests").path("success").asLong()).isEqualTo(7);
        assertThat(async.path("failures").path("upload").asLong()).isEqualTo(1);
        assertThat(async.path("queueSeconds").path("count").asLong()).isEqualTo(3);
        assertThat(async.path("modelSeconds").path("max").asDouble()).isEqualTo(0.007);
    }

    @Test
    void percentilesAreTheHistograms() throws IOException {
        JsonNode latency = read(WindowJson.line(Windows.of(1, Windows.busy()))).at("/models/0/latencySeconds");

        ExponentialHistogram all = Windows.busy().latency();
        assertThat(latency.get("p50").doubleValue()).isEqualTo(all.quantile(0.5));
        assertThat(latency.get("p90").doubleValue()).isEqualTo(all.quantile(0.9));
        assertThat(latency.get("p99").doubleValue()).isEqualTo(0.002);
    }

    @Test
    void whatIsUnknownIsLeftOut() throws IOException {
        JsonNode model = read(WindowJson.line(Windows.of(1, Windows.idle()))).at("/models/0");

        assertThat(model.get("latencySeconds").toString()).isEqualTo("{\"count\":0,\"sum\":0}");
        assertThat(model.has("batchSize")).isFalse();
        assertThat(model.has("tokens")).isFalse();
        assertThat(model.get("lifecycle").get("failedLoads").intValue()).isEqualTo(2);
    }

    @Test
    void aSumIsExactWhereADoubleIsNot() throws IOException {
        long nanos = Long.MAX_VALUE;
        ExponentialHistogram huge =
                new ExponentialHistogram(Unit.NANOSECONDS, 0, 33, new long[] {1}, 0, nanos, nanos, nanos);
        ModelStats model = ModelStats.of(new ModelId("config", "slow", ""))
                .duration(Outcome.SUCCESS, huge)
                .build();

        JsonNode latency = read(WindowJson.line(Windows.of(1, model))).at("/models/0/latencySeconds");
        assertThat(latency.get("sum").decimalValue()).isEqualByComparingTo(new BigDecimal("9223372036.854775807"));
    }

    private static JsonNode read(byte[] line) throws IOException {
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return MAPPER.readTree(text);
    }
}
