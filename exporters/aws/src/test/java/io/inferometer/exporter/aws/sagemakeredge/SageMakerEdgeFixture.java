package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A service in the place of SageMaker Edge Manager, and the heartbeats that it was sent. */
abstract class SageMakerEdgeFixture extends ServiceFixture {

    static final String ENTITY = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";

    @BeforeEach
    void answerWithoutBody() {
        service.answer(Answer.of(200, ""));
        context.with("sagemaker-edge.device-fleet-name", "my_fleet").with("sagemaker-edge.interval", "PT60S");
    }

    Request beat(HostStats host, ModelStats... models) {
        try (Exporter exporter = new SageMakerEdgeProvider().create(context)) {
            assertThat(exporter.export(Windows.window(1, Windows.END, host, models)))
                    .isEqualTo(Delivery.delivered());
        }
        return service.takeRequests().get(0);
    }

    static Map<String, Double> metrics(JsonNode list, String dimension) {
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
