package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** What the SDK's real client throws when a server misbehaves. */
class AwsFailureTest extends ServiceFixture {

    private static final String ACTION = "sagemaker:SendHeartbeat";
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException",
        "400, TooManyRequestsException",
        "429, Unknown",
        "400, RequestTimeoutException",
        "408, Unknown",
        "407, Unknown",
        "500, InternalServiceException",
        "502, Unknown",
        "503, ServiceUnavailable",
        "504, Unknown",
        "400, ExpiredTokenException",
        "403, RequestTimeTooSkewed",
        "403, InvalidSignatureException",
    })
    void troubleThatPassesIsLeftToTheCallersBackOff(int status, String code) {
        assertThat(delivery(Answer.error(status, code, "why"))).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isZero();
            assertThat(later.reason()).contains(String.valueOf(status)).contains(code);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDeniedException",
        "400, AccessDeniedException",
        "403, UnrecognizedClientException",
        "400, UnrecognizedClientException",
        "403, Unknown",
        // Of which the JDK's client keeps the head alone.
        "401, Unknown",
    })
    void aMissingPermissionWaitsAMinuteAndNamesTheAction(int status, String code) {
        assertThat(delivery(Answer.error(status, code, "why"))).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isEqualTo(Duration.ofSeconds(60));
            assertThat(later.reason())
                    .startsWith("HTTP " + status + ": ")
                    .contains(code)
                    .contains(ACTION);
            if (status != 401) {
                assertThat(later.reason()).startsWith("HTTP " + status + ": why (" + code + "). ");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidSignatureException",
        "403, SignatureDoesNotMatch",
        "400, ExpiredTokenException",
        "403, RequestTimeTooSkewed",
        "403, UnrecognizedClientException",
        "400, IncompleteSignature",
    })
    void whatTheServerSaysOfASignatureComesFirst(int status, String code) {
        String message =
                "Credential should be scoped to 20261129/us-east-1/sagemaker/aws4_request, not 20261129/eu-central-1";
        assertThat(delivery(Answer.error(status, code, message + ".")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status + ": " + message + " (" + code
                                        + "). Check credentials, region and clock"));
        assertThat(delivery(Answer.error(status, code, "")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status + ": " + code + ". Check credentials, region and clock"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 409, 422, 502})
    void anErrorWithoutANameIsNotTheServicesAndTriedAgain(int status) {
        assertThat(delivery(Answer.of(status, "<html>The plain HTTP request was sent to HTTPS port</html>")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status)
                                .contains("check aws.endpoint"));
    }

    @Test
    void aResourceThatDoesNotExistWaitsAMinute() {
        assertThat(delivery(Answer.error(404, "ResourceNotFound", "")))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationException", "SerializationException"})
    void anInvalidRequestIsRejectedWithTheServicesExplanation(String code) {
        assertThat(delivery(Answer.error(400, code, "2 errors")))
                .isEqualTo(new Rejected("HTTP 400 " + code + ": 2 errors"));
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, PT7S",
        "x-amz-retry-after, 1500, PT1.5S",
        "Retry-After, 999999999, PT1H",
        "Retry-After, -5, PT0S",
        "Retry-After, 99999999999999999999, PT0S",
        "Retry-After, 'Fri, 02 Jan 2026 03:04:05 GMT', PT0S",
    })
    void theWaitThatTheServiceAsksForIsPassedOn(String header, String value, Duration wait) {
        assertThat(delivery(Answer.error(429, "ThrottlingException", "slow").with(header, value)))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.after()).isEqualTo(wait));
    }

    @Test
    void noMessageShowsACredential() {
        String token = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJIMEYCIQDexample==";
        for (int status : new int[] {400, 403, 500}) {
            Delivery delivery = delivery(Answer.error(status, "Odd", "x-amz-security-token:" + token));
            assertThat(delivery.toString()).doesNotContain(token.substring(0, 30));
        }
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsTriedAgain() {
        assertThat(delivery(Answer.HANG_UP))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.reason()).startsWith("no answer"));
        assertThat(service.takeRequests()).as("attempts of the SDK").hasSize(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsTriedAgain() {
        assertThat(delivery(Answer.of(503, "<html>busy"))).isInstanceOf(RetryLater.class);
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(delivery("http://127.0.0.1:" + free, CALL_TIMEOUT))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("no answer: ConnectException: ")
                                .contains("(http://127.0.0.1:" + free + ")", "check aws.endpoint"));
    }

    @Test
    void aServerThatStallsIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();

            assertThat(delivery(url, Duration.ofMillis(300))).isInstanceOf(RetryLater.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /** The head comes, the body does not. */
    @Test
    void anAnswerThatStallsIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    Socket socket = server.accept();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    return socket;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertThat(delivery("http://127.0.0.1:" + server.getLocalPort(), Duration.ofMillis(500)))
                    .isInstanceOfSatisfying(
                            RetryLater.class,
                            later -> assertThat(later.reason()).startsWith("no answer"));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            accepted.get(10, TimeUnit.SECONDS).close();
        }
    }

    /** The JDK's server overwrites the Date header, so this one speaks HTTP by hand. */
    @Test
    void aWrongClockIsCorrectedForTheNextCall() throws Exception {
        Instant serverTime = Instant.now().plus(Duration.ofHours(6));
        String answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n"
                + "x-amzn-errortype: RequestTimeTooSkewed\r\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(serverTime, ZoneOffset.UTC))
                + "\r\n\r\n";
        try (ServerSocket server = new ServerSocket(0);
                AwsConnection<SagemakerEdgeClient> connection =
                        connection("http://127.0.0.1:" + server.getLocalPort(), CALL_TIMEOUT)) {
            List<Instant> signed = new ArrayList<>();
            for (int call = 0; call < 2; call++) {
                CompletableFuture<Instant> request = CompletableFuture.supplyAsync(() -> serve(server, answer));
                catchThrowableOfType(SdkException.class, () -> beat(connection.client()));
                signed.add(request.get(10, TimeUnit.SECONDS));
            }

            assertThat(Duration.between(signed.get(0), serverTime)).isGreaterThan(Duration.ofHours(5));
            assertThat(Duration.between(signed.get(1), serverTime).abs()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void aCorrectedClockSignsRepeatedCallsToo() throws Exception {
        Instant serverTime = Instant.now().plus(Duration.ofHours(6));
        String date = "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(serverTime, ZoneOffset.UTC))
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (ServerSocket server = new ServerSocket(0);
                AwsConnection<SagemakerEdgeClient> connection =
                        connection("http://127.0.0.1:" + server.getLocalPort(), CALL_TIMEOUT)) {
            CompletableFuture<Instant> refused = CompletableFuture.supplyAsync(
                    () -> serve(server, "HTTP/1.1 403 Forbidden\r\nx-amzn-errortype: RequestTimeTooSkewed\r\n" + date));
            catchThrowableOfType(SdkException.class, () -> beat(connection.client()));
            refused.get(10, TimeUnit.SECONDS);
            CompletableFuture<Instant> taken =
                    CompletableFuture.supplyAsync(() -> serve(server, "HTTP/1.1 200 OK\r\n" + date));
            beat(connection.client());
            taken.get(10, TimeUnit.SECONDS);
            CompletableFuture<Instant> repeated =
                    CompletableFuture.supplyAsync(() -> serve(server, "HTTP/1.1 200 OK\r\n" + date));
            assertThat(connection.repeat("SendHeartbeat", new byte[0])).isPresent();

            assertThat(Duration.between(repeated.get(10, TimeUnit.SECONDS), serverTime)
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    /** Returns when the request was signed. */
    private static Instant serve(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                String[] header = line.split(": ", 2);
                headers.put(header[0], header[header.length - 1]);
            }
            for (int rest = Integer.parseInt(headers.get("Content-Length")); rest > 0; rest--) {
                in.read();
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return LocalDateTime.parse(headers.get("X-Amz-Date"), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                    .toInstant(ZoneOffset.UTC);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Delivery delivery(Answer answer) {
        service.answer(answer);
        return delivery(service.url(), CALL_TIMEOUT);
    }

    private static Delivery delivery(String url, Duration callTimeout) {
        try (AwsConnection<SagemakerEdgeClient> connection = connection(url, callTimeout)) {
            return AwsFailure.delivery(
                    catchThrowableOfType(RuntimeException.class, () -> beat(connection.client())), ACTION);
        }
    }

    private static AwsConnection<SagemakerEdgeClient> connection(String url, Duration callTimeout) {
        return AwsConnection.open(
                Services.EDGE,
                Region.US_EAST_1,
                Optional.of(URI.create(url)),
                callTimeout,
                SagemakerEdgeClient::builder);
    }

    private static void beat(SagemakerEdgeClient client) {
        client.sendHeartbeat(
                request -> request.agentVersion("1").deviceName("d").deviceFleetName("f"));
    }
}
