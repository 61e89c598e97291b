package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import io.inferometer.exporter.fixture.Given;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class SageMakerEdgeExporterTest extends ServiceFixture {

    private static final String DEVICE = "[a-zA-Z0-9](-*_*[a-zA-Z0-9])*";
    private static final String ENTITY = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";
    private static final String DIMENSION = "[a-zA-Z0-9](-*[a-zA-Z0-9/])*";
    private static final String VERSION = "[a-zA-Z0-9 _.]+";

    @BeforeEach
    void answerWithoutBody() {
        service.answer(Answer.of(200, ""));
        context.with("sagemaker-edge.device-fleet-name", "my_fleet").with("sagemaker-edge.interval", "PT60S");
    }

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
                        MetricSample.gauge("inferometer_process_memory_bytes", "", 3 * 1024 * 1024)));

        assertThat(metrics(beat(host).field("AgentMetrics"), "Device/ip-10-0-0-1"))
                .containsExactly(
                        Map.entry("AgentUptimeSeconds", 3600.5),
                        Map.entry("ProcessCpuUsage", 0.25),
                        Map.entry("ProcessMemoryMiB", 3.0),
                        Map.entry("AgentDroppedSamples", 3.0),
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

    private static Deployment deployment(String model, Deployment.Kind kind, String failure, long at) {
        return new Deployment(new ModelId("onnxruntime", model, "1"), kind, failure, at - 50, at);
    }

    private static Window deployed(Window window, Deployment... deployments) {
        return Windows.with(window, List.of(deployments), List.of());
    }

    private static Map<String, JsonNode> result(Request request) {
        return request.field("DeploymentResult").asObject();
    }

    @Test
    void tellsWhichModelsCameAndWent() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            exporter.export(deployed(
                    Windows.window(1),
                    deployment("new.model", Deployment.Kind.DEPLOY, "", Windows.END - 3_000),
                    deployment("old", Deployment.Kind.UNDEPLOY, "", Windows.END - 2_000),
                    deployment("broken", Deployment.Kind.DEPLOY, "java.io.IOException: no file", Windows.END - 1_000)));
            exporter.export(Windows.window(2));
        }
        List<Request> requests = service.takeRequests();
        Map<String, JsonNode> result = result(requests.get(0));
        assertThat(result.get("DeploymentName").asString()).matches(ENTITY).hasSizeBetween(1, 63);
        assertThat(result.get("DeploymentStatus").asString()).isEqualTo("FAIL");
        assertThat(result.get("DeploymentStatusMessage").asString()).isEqualTo("1 of 3 failed");
        assertThat(result.get("DeploymentStartTime").asNumber()).isEqualTo("1767323042.628");
        assertThat(result.get("DeploymentEndTime").asNumber()).isEqualTo("1767323044.678");
        List<Map<String, JsonNode>> models = result.get("DeploymentModels").asArray().stream()
                .map(JsonNode::asObject)
                .toList();
        assertThat(models)
                .extracting(model -> Stream.of("DesiredState", "State", "Status")
                        .map(field -> model.get(field).asString())
                        .toList())
                .containsExactly(
                        List.of("DEPLOY", "DEPLOY", "SUCCESS"),
                        List.of("UNDEPLOY", "UNDEPLOY", "SUCCESS"),
                        List.of("DEPLOY", "UNDEPLOY", "FAIL"));
        assertThat(models).allSatisfy(model -> {
            assertThat(model.get("ModelHandle").asString()).matches(ENTITY).hasSizeBetween(1, 63);
            assertThat(model.get("ModelName").asString()).matches(ENTITY).hasSizeBetween(4, 255);
            assertThat(model.get("ModelVersion").asString()).isEqualTo("1");
        });
        assertThat(models.get(2).get("StatusReason").asString()).isEqualTo("java.io.IOException: no file");
        assertThat(models.get(0)).doesNotContainKey("StatusReason");
        assertThat(requests.get(1).body().asObject()).as("told once").doesNotContainKey("DeploymentResult");
    }

    @Test
    void aReloadInAnotherVersionIsAnEndAndABeginning() {
        ModelId old = new ModelId("onnxruntime", "m", "1");
        ModelId next = new ModelId("onnxruntime", "m", "2");
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            exporter.export(deployed(
                    Windows.window(1),
                    new Deployment(old, Deployment.Kind.UNDEPLOY, "", 1, 2),
                    new Deployment(next, Deployment.Kind.DEPLOY, "", 2, 3)));
        }
        assertThat(result(service.takeRequests().get(0)).get("DeploymentModels").asArray())
                .extracting(model -> model.asObject().get("DesiredState").asString()
                        + model.asObject().get("ModelVersion").asString())
                .containsExactly("UNDEPLOY1", "DEPLOY2");
    }

    @Test
    void tellsOfADeploymentAgainUntilAHeartbeatIsTaken() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            service.answer(Answer.error(500, "InternalServiceException", "x"));
            assertThat(exporter.export(
                            deployed(Windows.window(1), deployment("a", Deployment.Kind.DEPLOY, "", Windows.END))))
                    .isInstanceOf(RetryLater.class);
            Window second = Windows.window(2, Windows.END + 60_000, HostStats.NONE);
            assertThat(exporter.export(deployed(second, deployment("b", Deployment.Kind.DEPLOY, "", Windows.END + 1))))
                    .isInstanceOf(RetryLater.class);
            service.answer(Answer.of(200, ""));
            for (int i = 3; i < 6; i++) {
                exporter.export(Windows.window(i, Windows.END + i * 60_000L, HostStats.NONE));
            }
        }
        List<Request> requests = service.takeRequests();
        assertThat(requests.subList(0, 3))
                .extracting(request -> request.field("DeploymentResult"))
                .as("the same under the same name")
                .containsOnly(requests.get(0).field("DeploymentResult"));
        assertThat(result(requests.get(3)).get("DeploymentName"))
                .isNotEqualTo(result(requests.get(0)).get("DeploymentName"));
        assertThat(result(requests.get(3)).get("DeploymentModels").asArray())
                .singleElement()
                .satisfies(model ->
                        assertThat(model.asObject().get("ModelName").asString()).isEqualTo("onnxruntime-b"));
        assertThat(requests.get(4).body().asObject()).doesNotContainKey("DeploymentResult");
    }

    @Test
    void aHeartbeatRefusedForItsDeploymentDoesNotBlockTheNext() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            service.answer(request -> request.body().asObject().containsKey("DeploymentResult")
                    ? Answer.error(400, "ValidationException", "x")
                    : Answer.of(200, ""));
            assertThat(exporter.export(
                            deployed(Windows.window(1), deployment("a", Deployment.Kind.DEPLOY, "", Windows.END))))
                    .isInstanceOf(Rejected.class);
            assertThat(exporter.export(Windows.window(2))).isEqualTo(Delivery.delivered());
        }
        assertThat(metrics(service.takeRequests().get(1).field("AgentMetrics"), "Device/ip-10-0-0-1"))
                .containsEntry("AgentDroppedDeployments", 1.0);
    }

    @Test
    void whatIsDroppedInALongOutageIsNamedAndCounted() {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            service.answer(Answer.error(500, "InternalServiceException", "x"));
            for (int i = 0; i < 10; i++) {
                Deployment[] many = new Deployment[100];
                for (int j = 0; j < many.length; j++) {
                    many[j] = deployment("m" + (i * 100 + j), Deployment.Kind.DEPLOY, "", Windows.END);
                }
                exporter.export(deployed(Windows.window(i, Windows.END + i * 60_000L, HostStats.NONE), many));
            }
        }
        assertThat(context.warnings())
                .singleElement()
                .asString()
                .contains("from DEPLOY onnxruntime/m64@1 on", "AgentDroppedDeployments");
        List<Request> requests = service.takeRequests();
        assertThat(metrics(requests.get(9).field("AgentMetrics"), null))
                .containsEntry("AgentDroppedDeployments", 1_000.0 - 64 - 256);
    }

    @Test
    void listsEveryLoadedModelHoweverLongItWasNotCalled() {
        ModelId id = new ModelId("onnxruntime", "minilm", "");
        ModelId method = new ModelId("annotation", "scorer", "");
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            exporter.export(Windows.window(
                    1,
                    Windows.called(id, 1_000_000),
                    Windows.lifecycle(Windows.called(method, 1_000_000), 0, 0),
                    Windows.lifecycle(Windows.idle(new ModelId("onnxruntime", "broken", "")), 0, 0)));
            exporter.export(Windows.window(2, Windows.END + 60_000, HostStats.NONE));
            exporter.export(deployed(
                    Windows.window(3, Windows.END + 120_000, HostStats.NONE, Windows.lifecycle(Windows.idle(id), 0, 0)),
                    new Deployment(id, Deployment.Kind.UNDEPLOY, "", 1, 2)));
            exporter.export(Windows.window(4, Windows.END + 180_000, HostStats.NONE));
        }
        List<Request> requests = service.takeRequests();
        assertThat(requests)
                .extracting(request -> request.field("Models").asArray().stream()
                        .map(model -> model.asObject().get("ModelName").asString())
                        .toList())
                .containsExactly(
                        List.of("annotation-scorer", "onnxruntime-minilm"),
                        List.of("annotation-scorer", "onnxruntime-minilm"),
                        List.of("annotation-scorer"),
                        List.of("annotation-scorer"));
        Map<String, JsonNode> idle =
                requests.get(1).field("Models").asArray().get(1).asObject();
        assertThat(idle.get("ModelMetrics").asArray()).isEmpty();
        assertThat(idle.get("LatestInference").asNumber()).isEqualTo("1767323044.444");
        assertThat(idle.get("LatestSampleTime").asNumber()).isEqualTo("1767323105.678");
    }

    private static void assertFits(JsonNode metric) {
        Map<String, JsonNode> fields = metric.asObject();
        assertThat(fields.get("MetricName").asString()).matches(ENTITY).hasSizeBetween(4, 100);
        assertThat(fields.get("Dimension").asString()).matches(DIMENSION).hasSizeBetween(1, 1000);
    }

    private Request beat(HostStats host, ModelStats... models) {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            assertThat(exporter.export(Windows.window(1, Windows.END, host, models)))
                    .isEqualTo(Delivery.delivered());
        }
        return service.takeRequests().get(0);
    }

    private static Map<String, Double> metrics(JsonNode list, String dimension) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (JsonNode metric : list.asArray()) {
            Map<String, JsonNode> fields = metric.asObject();
            if (dimension != null) {
                assertThat(fields.get("Dimension").asString()).isEqualTo(dimension);
                assertThat(fields.get("Timestamp").asNumber()).isEqualTo("1767323045.678");
            }
            values.put(
                    fields.get("MetricName").asString(),
                    Double.valueOf(fields.get("Value").asNumber()));
        }
        return values;
    }
}
