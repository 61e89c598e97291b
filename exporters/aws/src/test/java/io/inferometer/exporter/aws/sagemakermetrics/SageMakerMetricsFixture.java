package io.inferometer.exporter.aws.sagemakermetrics;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** An exporter with a service in the place of SageMaker, and the items that it was sent. */
abstract class SageMakerMetricsFixture extends ServiceFixture {

    final SetClock clock = new SetClock();
    Exporter exporter;

    @BeforeEach
    void create() throws IOException {
        context.with("sagemaker-metrics.trial-component", "my-trial");
        exporter = new SageMakerMetricsProvider(clock).create(context);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    List<String> allNames() {
        return service.takeRequests().stream()
                .flatMap(request -> names(request).stream())
                .collect(Collectors.toList());
    }

    static Answer errors(String code, int... places) {
        return Answer.of(
                200,
                IntStream.of(places)
                        .mapToObj(place -> "{\"Code\":\"" + code + "\",\"MetricIndex\":" + place + "}")
                        .collect(Collectors.joining(",", "{\"Errors\":[", "]}")));
    }

    static List<JsonNode> items(Request request) {
        return request.field("MetricData").asArray();
    }

    static List<String> names(Request request) {
        return items(request).stream()
                .map(item -> item.asObject().get("MetricName").asString())
                .toList();
    }

    static List<Double> values(Request request) {
        return items(request).stream()
                .map(item -> Double.valueOf(item.asObject().get("Value").asNumber()))
                .toList();
    }
}
