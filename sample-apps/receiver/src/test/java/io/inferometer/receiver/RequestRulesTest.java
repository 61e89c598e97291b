package io.inferometer.receiver;

import static io.inferometer.receiver.Documents.change;
import static io.inferometer.receiver.Documents.metricData;
import static io.inferometer.receiver.Documents.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.inferometer.receiver.operation.Operation;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of both tables, broken and kept to its limit, over HTTP. */
class RequestRulesTest extends RulesFixture {
    private static final String PUT = """
            {"TrialComponentName":"my-trial-1","MetricData":[
            {"MetricName":"onnx/model@1/Invocations","Timestamp":%d.123,"Step":3,"Value":1.0E-7}]}""".formatted(Instant.now().getEpochSecond());

    private static final String HEARTBEAT = """
            {"AgentVersion":"1.0","DeviceName":"d_1","DeviceFleetName":"f-1",
            "AgentMetrics":[{"Dimension":"a/b","MetricName":"Uptime","Value":1.5,"Timestamp":1}],
            "Models":[{"ModelName":"name","ModelVersion":"1","LatestSampleTime":1,"LatestInference":1,
            "ModelMetrics":[{"Dimension":"a","MetricName":"Count","Value":1,"Timestamp":1}]}],
            "DeploymentResult":{"DeploymentName":"n","DeploymentStatus":"s","DeploymentStatusMessage":"",
            "DeploymentStartTime":1,"DeploymentEndTime":1,"DeploymentModels":[{"ModelHandle":"h","ModelName":"name",
            "ModelVersion":"1","DesiredState":"DEPLOY","State":"UNDEPLOY","Status":"FAIL","StatusReason":"\\n",
            "RollbackFailureReason":""}]}}""";

    static Stream<Arguments> brokenPuts() {
        String d = "/MetricData/0";
        return Stream.of(
                arguments("/TrialComponentName", "", "TrialComponentName: expected this member"),
                arguments("/TrialComponentName", "1", "TrialComponentName: expected a string"),
                arguments("/TrialComponentName", "null", "TrialComponentName: expected a string"),
                arguments("/TrialComponentName", "\"\"", "TrialComponentName: expected 1 to 120 characters, not 0"),
                arguments("/TrialComponentName", quoted(121), "expected 1 to 120 characters, not 121"),
                arguments("/TrialComponentName", "\"My-trial\"", "TrialComponentName: expected a full match"),
                arguments("/TrialComponentName", "\"-trial\"", "TrialComponentName: expected a full match"),
                arguments("/TrialComponentName", "\"trial-\"", "TrialComponentName: expected a full match"),
                arguments("/TrialComponentName", "\"my_trial\"", "TrialComponentName: expected a full match"),
                arguments("/Unknown", "1", "Unknown: expected no member of this name"),
                arguments("/MetricData", "", "MetricData: expected this member"),
                arguments("/MetricData", "{}", "MetricData: expected a list"),
                arguments("/MetricData", "[]", "MetricData: expected 1 to 10 elements, not 0"),
                arguments("/MetricData", metricData(11), "MetricData: expected 1 to 10 elements, not 11"),
                arguments(d, "[]", "MetricData[0]: expected an object"),
                arguments(d + "/Unit", "\"None\"", "MetricData[0].Unit: expected no member"),
                arguments(d + "/MetricName", "", "MetricData[0].MetricName: expected this member"),
                arguments(d + "/MetricName", "[]", "MetricData[0].MetricName: expected a string"),
                arguments(d + "/MetricName", "\"\"", "MetricData[0].MetricName: expected 1 to 255 characters"),
                arguments(d + "/MetricName", quoted(256), "MetricData[0].MetricName: expected 1 to 255 characters"),
                arguments(d + "/MetricName", "\"a\\nb\"", "MetricData[0].MetricName: expected a full match"),
                arguments(d + "/Timestamp", "", "MetricData[0].Timestamp: expected this member"),
                arguments(d + "/Timestamp", "\"2026-01-02T03:04:05Z\"", "Timestamp: expected a number"),
                arguments(d + "/Timestamp", "true", "Timestamp: expected a number"),
                arguments(d + "/Step", "-1", "MetricData[0].Step: expected 0 to 2147483647"),
                arguments(d + "/Step", "2147483648", "MetricData[0].Step: expected 0 to 2147483647"),
                arguments(d + "/Step", "1.5", "MetricData[0].Step: expected an integer"),
                arguments(d + "/Step", "\"1\"", "MetricData[0].Step: expected an integer"),
                arguments(d + "/Step", "null", "MetricData[0].Step: expected an integer"),
                arguments(d + "/Value", "", "MetricData[0].Value: expected this member"),
                arguments(d + "/Value", "\"NaN\"", "MetricData[0].Value: expected a number"),
                arguments(d + "/Value", "\"Infinity\"", "MetricData[0].Value: expected a number"),
                arguments(d + "/Value", "false", "MetricData[0].Value: expected a number"));
    }

    @ParameterizedTest
    @MethodSource("brokenPuts")
    void aPutThatBreaksARuleIsRefused(String pointer, String value, String message) throws Exception {
        assertRefused(Operation.BATCH_PUT_METRICS, change(PUT, pointer, value), message);
    }

    static Stream<Arguments> brokenHeartbeats() {
        String metric = "/AgentMetrics/0/";
        String model = "/Models/0/";
        String result = "/DeploymentResult/";
        String deployed = result + "DeploymentModels/0/";
        Stream<Arguments> required = Stream.of("AgentVersion", "DeviceName", "DeviceFleetName")
                .map(name -> arguments("/" + name, "", name + ": expected this member"));
        Stream<Arguments> strings = Stream.of(
                        "/AgentVersion",
                        "/DeviceName",
                        "/DeviceFleetName",
                        metric + "Dimension",
                        metric + "MetricName",
                        model + "ModelName",
                        model + "ModelVersion",
                        result + "DeploymentName",
                        result + "DeploymentStatus",
                        result + "DeploymentStatusMessage",
                        deployed + "ModelHandle",
                        deployed + "ModelName",
                        deployed + "ModelVersion",
                        deployed + "StatusReason",
                        deployed + "RollbackFailureReason")
                .map(pointer -> arguments(pointer, "1", "expected a string, found 1"));
        Stream<Arguments> lengths = Stream.of(
                        arguments("/AgentVersion", 1, 64),
                        arguments("/DeviceName", 1, 63),
                        arguments("/DeviceFleetName", 1, 63),
                        arguments(metric + "Dimension", 1, 1000),
                        arguments(metric + "MetricName", 4, 100),
                        arguments(model + "ModelName", 4, 255),
                        arguments(model + "ModelVersion", 1, 64),
                        arguments(model + "ModelMetrics/0/MetricName", 4, 100),
                        arguments(result + "DeploymentName", 1, 63),
                        arguments(result + "DeploymentStatus", 1, 63),
                        arguments(deployed + "ModelHandle", 1, 63),
                        arguments(deployed + "ModelName", 4, 255),
                        arguments(deployed + "ModelVersion", 1, 64))
                .flatMap(row -> lengths((String) row.get()[0], (int) row.get()[1], (int) row.get()[2]));
        Stream<Arguments> patterns = Stream.of(
                        arguments("/AgentVersion", "1.0-SNAPSHOT"),
                        arguments("/AgentVersion", "1.0+1"),
                        arguments("/DeviceName", "_device"),
                        arguments("/DeviceName", "device-"),
                        arguments("/DeviceName", "a_-b"),
                        arguments("/DeviceFleetName", "fleet.a"),
                        arguments(metric + "Dimension", "/a"),
                        arguments(metric + "Dimension", "Model=a"),
                        arguments(metric + "MetricName", "Latency.p50"),
                        arguments(metric + "MetricName", "Latency_p50"),
                        arguments(model + "ModelName", "org/model"),
                        arguments(model + "ModelVersion", "v1@2"),
                        arguments(model + "ModelMetrics/0/Dimension", "-a"),
                        arguments(result + "DeploymentName", "a_b"),
                        arguments(result + "DeploymentStatus", "a b"),
                        arguments(deployed + "ModelHandle", "-h"),
                        arguments(deployed + "ModelName", "name_1"),
                        arguments(deployed + "ModelVersion", "1:2"))
                .map(row -> arguments(row.get()[0], '"' + (String) row.get()[1] + '"', "expected a full match of"));
        Stream<Arguments> numbers = Stream.of(
                        metric + "Value",
                        metric + "Timestamp",
                        model + "LatestSampleTime",
                        model + "LatestInference",
                        result + "DeploymentStartTime",
                        result + "DeploymentEndTime")
                .map(pointer -> arguments(pointer, "\"NaN\"", "expected a number"));
        Stream<Arguments> choices = Stream.of(
                arguments(deployed + "DesiredState", "\"deploy\"", "expected one of [DEPLOY, UNDEPLOY]"),
                arguments(deployed + "State", "\"\"", "expected one of [DEPLOY, UNDEPLOY]"),
                arguments(deployed + "Status", "1", "expected one of [SUCCESS, FAIL]"));
        Stream<Arguments> containers = Stream.of(
                arguments("/AgentMetrics", "{}", "AgentMetrics: expected a list"),
                arguments("/AgentMetrics/0", "1", "AgentMetrics[0]: expected an object"),
                arguments("/Models", "null", "Models: expected a list"),
                arguments("/Models/0", "[]", "Models[0]: expected an object"),
                arguments(model + "ModelMetrics", "1", "ModelMetrics: expected a list"),
                arguments("/DeploymentResult", "[]", "DeploymentResult: expected an object"),
                arguments(result + "DeploymentModels", "{}", "DeploymentModels: expected a list"),
                arguments(deployed.substring(0, deployed.length() - 1), "1", "[0]: expected an object"));
        Stream<Arguments> unknown = Stream.of("/", metric, model, model + "ModelMetrics/0/", result, deployed)
                .map(parent -> arguments(parent + "Extra", "1", "Extra: expected no member of this name"));
        return Stream.of(required, strings, lengths, patterns, numbers, choices, containers, unknown)
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("brokenHeartbeats")
    void aHeartbeatThatBreaksARuleIsRefused(String pointer, String value, String message) throws Exception {
        assertRefused(Operation.SEND_HEARTBEAT, change(HEARTBEAT, pointer, value), message);
    }

    static Stream<Arguments> keptToTheLimit() {
        return Stream.of(
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/TrialComponentName", quoted(120)),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/TrialComponentName", "\"a--0\""),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData", metricData(10)),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData/0/MetricName", quoted(255)),
                // Two UTF-16 units each, but one character.
                arguments(
                        Operation.BATCH_PUT_METRICS,
                        PUT,
                        "/MetricData/0/MetricName",
                        '"' + "\uD83D\uDE00".repeat(255) + '"'),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData/0/Step", "0"),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData/0/Step", "2147483647"),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData/0/Step", ""),
                arguments(Operation.BATCH_PUT_METRICS, PUT, "/MetricData/0/Value", "-1.7976931348623157E308"),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/DeviceName", quoted(63)),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/DeviceName", "\"a-_b\""),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/AgentMetrics/0/Dimension", quoted(1000)),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/AgentMetrics/0/MetricName", quoted(4)),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/Models", "[]"),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/Models/0", "{}"),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/Models/0/ModelName", quoted(255)),
                arguments(Operation.SEND_HEARTBEAT, HEARTBEAT, "/DeploymentResult", ""));
    }

    @ParameterizedTest
    @MethodSource("keptToTheLimit")
    void aRequestThatGoesToTheLimitIsAccepted(Operation operation, String base, String pointer, String value)
            throws Exception {
        HttpResponse<String> response = caller.call(operation, change(base, pointer, value));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(operation == Operation.SEND_HEARTBEAT ? "" : "{}");
        assertThat(receiver.received().requests().get(operation).accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"a\":1,}",
                "{\"TrialComponentName\":\"a\",\"TrialComponentName\":\"a\"}",
                "{\"MetricData\":[{\"Value\":NaN}]}",
                "{\"MetricData\":[{\"Value\":01}]}",
                "{'TrialComponentName':'a'}"
            })
    void aBodyThatIsNotOneWellFormedObjectIsRefused(String body) throws Exception {
        assertRefused(Operation.BATCH_PUT_METRICS, body, "");
        assertRefused(Operation.SEND_HEARTBEAT, body, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999"})
    void aNumberTooLargeForADoubleIsRefused(String number) throws Exception {
        String body = PUT.replace("1.0E-7", number);
        assertRefused(Operation.BATCH_PUT_METRICS, body, "MetricData[0].Value: expected a finite number");
    }

    @Test
    void everyBreachOfARequestIsNamed() throws Exception {
        String body = change(change(PUT, "/TrialComponentName", "1"), "/MetricData/0/Step", "-1");
        assertRefused(Operation.BATCH_PUT_METRICS, body, "2 validation errors: TrialComponentName: ");
        assertRefused(Operation.BATCH_PUT_METRICS, body, "; MetricData[0].Step: ");
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        HttpResponse<String> response = caller.call(Operation.BATCH_PUT_METRICS, PUT, "application/x-amz-json-1.1");
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(SignedCaller.errorType(response)).isEqualTo("UnsupportedMediaTypeException");
    }

    @Test
    void aBodyOfMoreThanOneMebibyteIsRefused() throws Exception {
        String body = " ".repeat((1 << 20) + 1 - PUT.length()) + PUT;
        HttpResponse<String> response = caller.call(Operation.BATCH_PUT_METRICS, body);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(caller.call(Operation.BATCH_PUT_METRICS, body.substring(1)).statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(Operation operation, String body, String message) throws Exception {
        long before = receiver.received().requests().get(operation).rejected();
        HttpResponse<String> response = caller.call(operation, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(SignedCaller.errorType(response)).isEqualTo("ValidationException");
        assertThat(Documents.MAPPER.readTree(response.body()).get("message").textValue())
                .contains(message);
        assertThat(receiver.received().requests().get(operation).rejected()).isEqualTo(before + 1);
        assertThat(receiver.received().items()).isZero();
        assertThat(receiver.received().latestHeartbeats()).isEmpty();
    }

    private static Stream<Arguments> lengths(String pointer, int min, int max) {
        String message = "expected " + min + " to " + max + " characters";
        return Stream.of(arguments(pointer, quoted(min - 1), message), arguments(pointer, quoted(max + 1), message));
    }
}
