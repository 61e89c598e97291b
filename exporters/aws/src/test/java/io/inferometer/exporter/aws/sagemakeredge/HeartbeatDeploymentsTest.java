package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The deployments in heartbeats: told until one is taken, and counted where they are dropped. */
class HeartbeatDeploymentsTest extends SageMakerEdgeFixture {

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
}
