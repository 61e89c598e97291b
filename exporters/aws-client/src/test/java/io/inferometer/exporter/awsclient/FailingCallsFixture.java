package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** Calls of the real client that fail, and what becomes of the delivery. */
abstract class FailingCallsFixture extends ServiceFixture {

    static final String ACTION = "sagemaker:SendHeartbeat";
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    Delivery delivery(Answer answer) {
        service.answer(answer);
        return delivery(service.url(), CALL_TIMEOUT);
    }

    static Delivery delivery(String url, Duration callTimeout) {
        try (AwsConnection<SagemakerEdgeClient> connection = connection(url, callTimeout)) {
            return AwsFailure.delivery(
                    catchThrowableOfType(RuntimeException.class, () -> beat(connection.client())), ACTION);
        }
    }

    static AwsConnection<SagemakerEdgeClient> connection(String url, Duration callTimeout) {
        return AwsConnection.open(
                Services.EDGE,
                Region.US_EAST_1,
                Optional.of(URI.create(url)),
                callTimeout,
                SagemakerEdgeClient::builder);
    }

    static void beat(SagemakerEdgeClient client) {
        client.sendHeartbeat(
                request -> request.agentVersion("1").deviceName("d").deviceFleetName("f"));
    }
}
