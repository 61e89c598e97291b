package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** A call that is repeated without the SDK's client is what the client would have sent, and fails as the client would have. */
class RepeatedCallTest extends ServiceFixture {

    private static final String OPERATION = "SendHeartbeat";
    private static final String ACTION = "sagemaker:SendHeartbeat";
    private static final byte[] BODY =
            "{\"AgentVersion\":\"1\",\"DeviceName\":\"d\",\"DeviceFleetName\":\"f\"}".getBytes(StandardCharsets.UTF_8);

    private AwsConnection<SagemakerEdgeClient> connection;

    @BeforeEach
    void open() {
        service.answer(Answer.of(200, ""));
        connection = connection(Duration.ofSeconds(10));
    }

    private AwsConnection<SagemakerEdgeClient> connection(Duration callTimeout) {
        return AwsConnection.open(
                Services.EDGE,
                Region.EU_CENTRAL_1,
                Optional.of(URI.create(service.url() + "/gate")),
                callTimeout,
                SagemakerEdgeClient::builder);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private void callTheClient() {
        connection
                .client()
                .sendHeartbeat(
                        request -> request.agentVersion("1").deviceName("d").deviceFleetName("f"));
    }

    private Delivery failure(Runnable call) {
        return AwsFailure.delivery(catchThrowableOfType(RuntimeException.class, call::run), ACTION);
    }

    private static Map<String, String> lasting(Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        assertThat(headers.remove("x-amz-date")).matches("[0-9]{8}T[0-9]{6}Z");
        assertThat(headers.remove("amz-sdk-invocation-id")).hasSize(36);
        headers.put("authorization", headers.get("authorization").replaceFirst("Signature=[0-9a-f]{64}$", ""));
        return headers;
    }

    @Test
    void isWhatTheClientSends() {
        aws.set("aws.sessionToken", "TOKEN");
        callTheClient();
        assertThat(connection.repeat(OPERATION, BODY))
                .hasValueSatisfying(answer -> assertThat(answer).isEmpty());
        assertThat(connection.repeat(OPERATION, BODY)).isPresent();

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSize(3);
        for (Request repeated : requests.subList(1, 3)) {
            assertThat(repeated.method() + " " + repeated.rawPath()).isEqualTo("POST /gate/SendHeartbeat");
            assertThat(repeated.text()).isEqualTo(requests.get(0).text());
            assertThat(lasting(repeated)).isEqualTo(lasting(requests.get(0)));
        }
        assertThat(requests)
                .extracting(request -> request.headers().get("amz-sdk-invocation-id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsSentBeforeTheClientHasSucceeded() {
        assertThat(connection.repeat(OPERATION, BODY)).isEmpty();
        service.answer(Answer.error(500, "InternalServiceException", "no"));
        failure(this::callTheClient);
        assertThat(connection.repeat(OPERATION, BODY)).isEmpty();
        assertThat(service.takeRequests()).hasSize(1);
        service.answer(Answer.of(200, ""));
        callTheClient();
        assertThat(connection.repeat("AnotherOperation", BODY)).isEmpty();
    }

    static List<Answer> failures() {
        return List.of(
                Answer.error(400, "ValidationException", "1 validation error"),
                Answer.error(400, "ThrottlingException", "Rate exceeded"),
                Answer.error(400, "ThrottlingException", "Rate exceeded").with("Retry-After", "7"),
                Answer.error(413, "RequestEntityTooLargeException", "too long"),
                Answer.error(403, "ExpiredTokenException", "The security token included in the request is expired"),
                Answer.error(403, "AccessDeniedException", "User is not authorized"),
                Answer.error(500, "InternalServiceException", "no"),
                Answer.of(400, "{\"__type\":\"com.amazon#SerializationException\",\"Message\":\"odd\"}"),
                Answer.of(404, ""),
                Answer.of(502, "<html>Bad gateway</html>"),
                Answer.of(200, "<html>Please sign in</html>"),
                Answer.of(204, ""),
                Answer.HANG_UP);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failsAsTheClientDoesAndHandsOver(Answer answer) {
        service.answer(answer);
        Delivery expected = failure(this::callTheClient);
        service.answer(Answer.of(200, ""));
        callTheClient();
        service.takeRequests();

        service.answer(answer);
        assertThat(failure(() -> connection.repeat(OPERATION, BODY))).isEqualTo(expected);

        assertThat(connection.repeat(OPERATION, BODY)).as("the client's turn").isEmpty();
        assertThat(service.takeRequests()).isNotEmpty();
    }

    @Test
    void aSilentServiceIsGivenUp() {
        connection.close();
        connection = connection(Duration.ofSeconds(3));
        callTheClient();
        service.answer(request -> {
            try {
                Thread.sleep(4_000);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return Answer.OK;
        });
        assertThat(failure(() -> connection.repeat(OPERATION, BODY)))
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("no answer in time (" + service.url() + "); check aws.endpoint"));
    }

    @Test
    void credentialsAreAskedForEachTime() {
        callTheClient();
        aws.set("aws.accessKeyId", "ANOTHERKEY");
        connection.repeat(OPERATION, BODY);
        assertThat(service.takeRequests().get(1).headers().get("authorization")).contains("Credential=ANOTHERKEY/");
        aws.clear("aws.accessKeyId");
        assertThat(catchThrowableOfType(SdkException.class, () -> connection.repeat(OPERATION, BODY)))
                .isNotNull();
    }
}
