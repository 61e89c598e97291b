package io.inferometer.exporter.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.RandomHistograms;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class CloudWatchLogsExporterTest extends ServiceFixture {

    private static final ModelId BERT = new ModelId("djl", "bert", "2");

    private final SetClock clock = new SetClock();
    private Exporter exporter;

    @BeforeEach
    void create() throws IOException {
        context.with("cloudwatch.namespace", "Inferometer").with("cloudwatch-logs.emf", "true");
        exporter = new CloudWatchLogsProvider(clock).create(context);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    @Test
    void anEventIsADocumentOfTheFormat() {
        HostStats host = new HostStats(new HostUtilization(250.5, 40, Double.NaN, Double.NaN, 7), List.of());
        ModelStats model = Windows.stats(
                BERT, new long[] {1_000_000, 1_000_000}, new long[] {3_000_000}, new long[0], new long[0]);

        assertThat(exporter.export(Windows.window(4, Windows.END, host, model))).isEqualTo(Delivery.delivered());

        Request request = service.takeRequests().get(0);
        assertThat(request.field("logGroupName").asString()).isEqualTo("/aws/sagemaker/Endpoints/endpoint");
        assertThat(request.field("logStreamName").asString()).isEqualTo("AllTraffic/ip-10-0-0-1");
        List<JsonNode> events = request.field("logEvents").asArray();
        assertThat(events.get(0).asObject().get("timestamp").asNumber()).isEqualTo("" + (Windows.END - 10_000));
        assertThat(events.get(0).asObject().get("message").asString())
                .isEqualTo(
                        "{\"_aws\":{\"Timestamp\":1767323035678,\"CloudWatchMetrics\":[{\"Namespace\":\"Inferometer\","
                                + "\"Dimensions\":[[\"EndpointName\",\"VariantName\"]],\"Metrics\":["
                                + "{\"Name\":\"InvocationsPerInstance\",\"Unit\":\"None\"},"
                                + "{\"Name\":\"CPUUtilization\",\"Unit\":\"Percent\"},"
                                + "{\"Name\":\"MemoryUtilization\",\"Unit\":\"Percent\"},"
                                + "{\"Name\":\"GPUMemoryUtilization\",\"Unit\":\"Percent\"}]}]},"
                                + "\"InstanceId\":\"ip-10-0-0-1\",\"RunId\":\"run-1\",\"Window\":4,"
                                + "\"EndpointName\":\"endpoint\",\"VariantName\":\"AllTraffic\","
                                + "\"InvocationsPerInstance\":3.0,\"CPUUtilization\":250.5,\"MemoryUtilization\":40.0,"
                                + "\"GPUMemoryUtilization\":7.0}");
        assertThat(events.get(1).asObject().get("message").asString())
                .isEqualTo(
                        "{\"_aws\":{\"Timestamp\":1767323035678,\"CloudWatchMetrics\":[{\"Namespace\":\"Inferometer\","
                                + "\"Dimensions\":[[\"EndpointName\",\"VariantName\"],"
                                + "[\"EndpointName\",\"VariantName\",\"ModelName\"]],\"Metrics\":["
                                + "{\"Name\":\"Invocations\",\"Unit\":\"None\"},"
                                + "{\"Name\":\"Invocation4XXErrors\",\"Unit\":\"None\"},"
                                + "{\"Name\":\"Invocation5XXErrors\",\"Unit\":\"None\"},"
                                + "{\"Name\":\"InvocationModelErrors\",\"Unit\":\"None\"},"
                                + "{\"Name\":\"ModelLatency\",\"Unit\":\"Microseconds\"},"
                                + "{\"Name\":\"ConcurrentRequestsPerModel\",\"Unit\":\"None\"}]}]},"
                                + "\"InstanceId\":\"ip-10-0-0-1\",\"RunId\":\"run-1\",\"Window\":4,"
                                + "\"EndpointName\":\"endpoint\",\"VariantName\":\"AllTraffic\",\"ModelName\":\"djl/bert@2\","
                                + "\"Invocations\":3.0,\"Invocation4XXErrors\":1.0,\"Invocation5XXErrors\":0.0,"
                                + "\"InvocationModelErrors\":1.0,\"ModelLatency\":[1000.0,1000.0,3000.0],"
                                + "\"ConcurrentRequestsPerModel\":0.0}");
    }

    /** No value is lost or doubled at the seams, and no array is too long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void manyCallsGoOnInFurtherEvents(int seed) {
        Random random = new Random(seed);
        ExponentialHistogram latency = RandomHistograms.of(
                random.longs(1 + random.nextInt(9_999), 1_000, 1_000_000_000).toArray());

        assertThat(exporter.export(Windows.window(1, Windows.called(BERT, latency))))
                .isEqualTo(Delivery.delivered());

        List<Double> values = new ArrayList<>();
        double invocations = 0;
        for (Map<String, JsonNode> document : documents()) {
            for (JsonNode metric : directive(document).get("Metrics").asArray()) {
                JsonNode target = document.get(metric.asObject().get("Name").asString());
                assertThat(target.isNumber() || target.asArray().size() <= 100).isTrue();
            }
            if (document.containsKey("ModelLatency")) {
                JsonNode target = document.get("ModelLatency");
                (target.isNumber() ? List.of(target) : target.asArray())
                        .forEach(number -> values.add(Double.valueOf(number.asNumber())));
            }
            invocations += document.containsKey("Invocations")
                    ? Double.parseDouble(document.get("Invocations").asNumber())
                    : 0;
        }
        assertThat(invocations).isEqualTo((double) latency.count());
        assertThat(values).hasSize((int) latency.count()).isSorted();
        assertThat(values.get(0)).isEqualTo(latency.min() / 1e3);
        assertThat(values.get(values.size() - 1)).isEqualTo(latency.max() / 1e3);
        assertThat(values.stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(latency.sum() / 1e3, within(latency.sum() / 1e3 * 1e-3));
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    void tooManyCallsAreThinnedAndThatIsSaidOnce() {
        ExponentialHistogram latency = RandomHistograms.of(
                new Random(1).longs(50_000, 1_000_000, 9_000_000).toArray());

        for (int number = 1; number <= 2; number++) {
            exporter.export(Windows.window(number, Windows.called(BERT, latency)));
        }

        List<Map<String, JsonNode>> documents = documents();
        assertThat(documents).hasSizeLessThan(2 * 103);
        assertThat(documents.get(1).get("Invocations").asNumber()).isEqualTo("50000.0");
        assertThat(context.warnings()).hasSize(1);
        assertThat(context.warnings().get(0)).startsWith("cloudwatch-logs: a model had more than 10000 calls");
    }

    @Test
    void highResolutionIsAskedFor() {
        context.with("cloudwatch.high-resolution", "true");
        Exporter high = new CloudWatchLogsProvider(clock).create(context);
        high.export(Windows.window(1));
        high.close();

        for (JsonNode metric : directive(documents().get(0)).get("Metrics").asArray()) {
            assertThat(metric.asObject().get("StorageResolution").asNumber()).isEqualTo("1");
        }
    }

    @Test
    void aThousandModelsAreTold() {
        assertThat(exporter.export(Windows.window(1, Windows.models(1000)))).isEqualTo(Delivery.delivered());

        List<Map<String, JsonNode>> documents = documents();
        assertThat(documents).hasSize(1001);
        assertThat(documents.stream().filter(document -> document.containsKey("Invocations")))
                .hasSize(1000)
                .allMatch(document -> document.get("Invocations").asNumber().equals("1.0"));
    }

    @Test
    void aRetryGoesOnWhereItStopped() {
        Window window = Windows.window(1, Windows.models(2000));
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 2 ? Answer.of(500, "{}") : Answer.OK);

        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);
        int first = service.takeRequests().get(0).field("logEvents").asArray().size();
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        assertThat(documents()).hasSize(2001 - first);
    }

    @Test
    void aWindowThatIsTooOldIsNotSent() {
        clock.set(clock.instant().plus(Duration.ofDays(15)));

        assertThat(exporter.export(Windows.window(1))).isInstanceOf(Rejected.class);
        assertThat(service.takeRequests()).isEmpty();
    }

    @Test
    void linesOfRequestsGoToAStreamOfTheirOwn() {
        Window window = withLines(
                Windows.window(1, Windows.models(2)),
                new RequestLine(Windows.END - 5, "b", "Inference request expired."),
                new RequestLine(Windows.END - 7, "a", "Inference request succeeded."));

        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        assertThat(service.takeRequests()).as("not asked for").hasSize(1);

        Exporter both = exporter(true, true);
        assertThat(both.export(window)).isEqualTo(Delivery.delivered());
        both.close();
        List<Request> requests = service.takeRequests();
        assertThat(requests)
                .extracting(request -> request.field("logStreamName").asString())
                .containsExactly("AllTraffic/ip-10-0-0-1", "AllTraffic/ip-10-0-0-1/data-log");
        assertLines(requests.get(1));

        Exporter lines = exporter(false, true);
        assertThat(lines.export(window)).isEqualTo(Delivery.delivered());
        assertLines(service.takeRequests().get(0));
        assertThat(lines.export(Windows.window(2, Windows.models(2)))).isEqualTo(Delivery.nothing());
        lines.close();
        assertThat(service.takeRequests()).isEmpty();
    }

    private static void assertLines(Request request) {
        assertThat(request.text())
                .isEqualTo("{\"logGroupName\":\"/aws/sagemaker/Endpoints/endpoint\","
                        + "\"logStreamName\":\"AllTraffic/ip-10-0-0-1/data-log\",\"logEvents\":["
                        + "{\"timestamp\":" + (Windows.END - 7)
                        + ",\"message\":\"2026-01-02T03:04:05.671:[sagemaker logs]"
                        + " [a] Inference request succeeded.\"},"
                        + "{\"timestamp\":" + (Windows.END - 5)
                        + ",\"message\":\"2026-01-02T03:04:05.673:[sagemaker logs]"
                        + " [b] Inference request expired.\"}]}");
    }

    /** Metrics that were taken are not sent again because lines were not. */
    @Test
    void aRetryGoesOnWithTheStreamThatFailed() {
        Window window = withLines(Windows.window(1, Windows.models(3)), new RequestLine(Windows.END, "a", "text"));
        Exporter both = exporter(true, true);
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 2 ? Answer.of(500, "{}") : Answer.OK);

        assertThat(both.export(window)).isInstanceOf(RetryLater.class);
        assertThat(service.takeRequests()).hasSize(2);
        assertThat(both.export(window)).isEqualTo(Delivery.delivered());
        both.close();
        assertThat(service.takeRequests())
                .extracting(request -> request.field("logStreamName").asString())
                .containsExactly("AllTraffic/ip-10-0-0-1/data-log");
    }

    @Test
    void withNeitherThereIsNothingToSend() {
        assertThatThrownBy(() -> exporter(false, false))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith(
                        "cloudwatch-logs.emf=false and cloudwatch-logs.data-log=false leave nothing to send");
    }

    private Exporter exporter(boolean hasMetrics, boolean hasLines) {
        context.with("cloudwatch-logs.emf", Boolean.toString(hasMetrics))
                .with("cloudwatch-logs.data-log", Boolean.toString(hasLines));
        return new CloudWatchLogsProvider(clock).create(context);
    }

    private static Window withLines(Window window, RequestLine... lines) {
        return window.toBuilder().requestLines(List.of(lines)).build();
    }

    private List<Map<String, JsonNode>> documents() {
        List<Map<String, JsonNode>> documents = new ArrayList<>();
        for (Request request : service.takeRequests()) {
            for (JsonNode event : request.field("logEvents").asArray()) {
                documents.add(JsonNode.parser()
                        .parse(event.asObject().get("message").asString())
                        .asObject());
            }
        }
        return documents;
    }

    private static Map<String, JsonNode> directive(Map<String, JsonNode> document) {
        return document.get("_aws")
                .asObject()
                .get("CloudWatchMetrics")
                .asArray()
                .get(0)
                .asObject();
    }
}
