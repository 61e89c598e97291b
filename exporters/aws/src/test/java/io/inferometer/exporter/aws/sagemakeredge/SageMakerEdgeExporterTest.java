package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.metric.SampleMetric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What a heartbeat says of the agent and of each model, and what becomes of it. */
class SageMakerEdgeExporterTest extends SageMakerEdgeFixture {

    private static final String DEVICE = "[a-zA-Z0-9](-*_*[a-zA-Z0-9])*";
    private static final String DIMENSION = "[a-zA-Z0-9](-*[a-zA-Z0-9/])*";
    private static final String VERSION = "[a-zA-Z0-9 _.]+";

    @Test
    void wantsAWindowPerInterval() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            assertThat(exporter.heartbeat()).contains(Duration.ofSeconds(60));
        }
    }

    @Test
    void tellsWhoIsAlive() {
        Request request = beat(HostStats.NONE);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/SendHeartbeat");
        assertThat(request.headers().get("authorization")).contains("/eu-central-1/sagemaker/aws4_request");
        assertThat(request.field("AgentVersion").asString()).isEqualTo("0.1.0");
        assertThat(request.field("DeviceName").asString()).isEqualTo("ip-10-0-0-1");
        assertThat(request.field("DeviceFleetName").asString()).isEqualTo("my_fleet");
        assertThat(request.field("Models").asArray()).isEmpty();
    }

    @Test
    void tellsHowTheAgentDoes() {
        HostStats host = new HostStats(
                HostUtilization.UNKNOWN,
                List.of(
                        MetricSample.gauge("inferometer_process_cpu_usage_ratio", "", 0.25),
                        MetricSample.gauge("inferometer_process_memory_bytes", "", 3 * 1024 * 1024),
                        MetricSample.gauge("inferometer_process_native_bytes", "", 2 * 1024 * 1024),
                        SampleMetric.AGENT_CRASHES.sample(2)));

        assertThat(metrics(beat(host).field("AgentMetrics"), "Device/ip-10-0-0-1"))
                .containsExactly(
                        Map.entry("AgentUptimeSeconds", 3600.5),
                        Map.entry("ProcessCpuUsage", 0.25),
                        Map.entry("ProcessMemoryMiB", 3.0),
                        Map.entry("ProcessNativeMemoryMiB", 2.0),
                        Map.entry("AgentDroppedSamples", 3.0),
                        Map.entry("AgentCrashCount", 2.0),
                        Map.entry("AgentDroppedDeployments", 0.0));
        assertThat(metrics(beat(HostStats.NONE).field("AgentMetrics"), "Device/ip-10-0-0-1"))
                .containsOnlyKeys("AgentUptimeSeconds", "AgentDroppedSamples", "AgentDroppedDeployments");
    }

    @Test
    void tellsHowAModelDoes() {
        ModelStats called = Windows.stats(
                new ModelId("djl", "bert", "2"),
                new long[] {1_000_000, 2_000_000},
                new long[] {3_000_000},
                new long[] {4_000_000},
                new long[] {5_000_500});
        ModelStats loaded = called.toBuilder()
                .lifecycle(Given.loads(1, 100_000_000, 300_000_000))
                .build();

        Map<String, JsonNode> model =
                beat(HostStats.NONE, loaded).field("Models").asArray().get(0).asObject();

        assertThat(model.get("ModelName").asString()).isEqualTo("djl-bert");
        assertThat(model.get("ModelVersion").asString()).isEqualTo("2");
        assertThat(model.get("LatestSampleTime").asNumber()).isEqualTo("1767323045.678");
        assertThat(model.get("LatestInference").asNumber()).isEqualTo("1767323044.444");
        Map<String, Double> metrics = metrics(model.get("ModelMetrics"), "ModelName/djl-bert");
        assertThat(metrics)
                .containsOnlyKeys(
                        "InferenceCount",
                        "InferenceErrorCount",
                        "InferenceLatencyAverage",
                        "InferenceLatencyMaximum",
                        "InferenceLatencyP50",
                        "InferenceLatencyP99",
                        "ModelLoadLatency")
                .containsEntry("InferenceCount", 5.0)
                .containsEntry("InferenceErrorCount", 2.0)
                .containsEntry("InferenceLatencyAverage", 3000.1)
                .containsEntry("InferenceLatencyMaximum", 5000.5)
                .containsEntry("ModelLoadLatency", 200_000.0);
        assertThat(metrics.get("InferenceLatencyP50")).isEqualTo(3000, within(3000 * 0.0055));
        assertThat(metrics.get("InferenceLatencyP99")).isEqualTo(5000.5, within(5000 * 0.0055));
    }

    @Test
    void aModelThatWasNotCalledIsThereWithoutFigures() {
        Map<String, JsonNode> model = beat(HostStats.NONE, Windows.idle(new ModelId("djl", "bert", "")))
                .field("Models")
                .asArray()
                .get(0)
                .asObject();

        assertThat(model)
                .containsKeys("ModelName", "LatestSampleTime")
                .doesNotContainKeys("ModelVersion", "LatestInference");
        assertThat(metrics(model.get("ModelMetrics"), "ModelName/djl-bert")).isEmpty();
    }

    @Test
    void modelsOfOneNameInTwoLibrariesStayApart() {
        List<JsonNode> models = beat(
                        HostStats.NONE,
                        Windows.called(new ModelId("djl", "x", ""), 1_000),
                        Windows.called(new ModelId("onnxruntime", "x", ""), 2_000),
                        Windows.called(new ModelId("a-b", "c", ""), 3_000),
                        Windows.called(new ModelId("a", "b-c", ""), 4_000))
                .field("Models")
                .asArray();

        assertThat(models)
                .extracting(model -> model.asObject().get("ModelName").asString())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .contains("djl-x", "onnxruntime-x", "a-b-c");
    }

    @ParameterizedTest
    @CsvSource({
        "sentence-transformers/all-MiniLM-L6-v2, v1.0-rc.1+build",
        "x, 1",
        "'模型 (größe)\n', '\u00e9'",
        "_other_, ' '",
        "---, ---",
    })
    void everyNameFitsTheServicesPattern(String name, String version) {
        context.with("sagemaker-edge.device-name", "host_" + name + ".example.com");
        String longName = name.repeat(300);
        Request request = beat(
                HostStats.NONE,
                Windows.called(new ModelId("my.lib", name, version), 1_000),
                Windows.called(new ModelId("djl", longName, version.repeat(70)), 1_000));

        assertThat(request.field("DeviceName").asString()).matches(DEVICE).hasSizeBetween(1, 63);
        for (JsonNode metric : request.field("AgentMetrics").asArray()) {
            assertFits(metric);
        }
        List<JsonNode> models = request.field("Models").asArray();
        assertThat(models).hasSize(2);
        for (JsonNode model : models) {
            Map<String, JsonNode> fields = model.asObject();
            assertThat(fields.get("ModelName").asString()).matches(ENTITY).hasSizeBetween(4, 255);
            assertThat(fields.get("ModelVersion").asString()).matches(VERSION).hasSizeBetween(1, 64);
            assertThat(fields.get("ModelMetrics").asArray())
                    .isNotEmpty()
                    .allSatisfy(SageMakerEdgeExporterTest::assertFits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my.fleet", "-fleet"})
    void aMissingOrWrongFleetIsExplained(String fleet) {
        context.with("sagemaker-edge.device-fleet-name", fleet);

        assertThatThrownBy(() -> new SageMakerEdgeProvider().create(context))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("sagemaker-edge.device-fleet-name")
                .hasMessageContaining("set it to the name of the device fleet");
    }

    @Test
    void noFailureOfTheServiceIsThrown() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            for (Answer answer : List.of(
                    Answer.HANG_UP,
                    Answer.of(500, ""),
                    Answer.of(500, "{"),
                    Answer.error(500, "InternalServiceException", "x"),
                    Answer.error(429, "ThrottlingException", "x").with("Retry-After", "-1"),
                    Answer.error(403, "AccessDeniedException", "x"),
                    Answer.of(302, ""))) {
                service.answer(answer);
                assertThat(exporter.export(Windows.window(1)))
                        .as(answer.toString())
                        .isInstanceOf(RetryLater.class);
            }
            service.answer(Answer.of(200, ""));
            assertThat(exporter.export(Windows.window(1))).isEqualTo(Delivery.delivered());
        }
    }

    private static void assertFits(JsonNode metric) {
        Map<String, JsonNode> fields = metric.asObject();
        assertThat(fields.get("MetricName").asString()).matches(ENTITY).hasSizeBetween(4, 100);
        assertThat(fields.get("Dimension").asString()).matches(DIMENSION).hasSizeBetween(1, 1000);
    }
}
