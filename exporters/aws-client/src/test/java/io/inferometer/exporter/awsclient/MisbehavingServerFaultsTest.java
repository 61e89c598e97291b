package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** Servers that are away, hang up or stall, and those whose clock differs. */
class MisbehavingServerFaultsTest extends FailingCallsFixture {

    /** The SDK keeps the difference to a server's clock for the whole JVM. */
    @AfterEach
    void forgetTheServersClock() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsTriedAgain() {
        assertThat(delivery(Answer.HANG_UP))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.reason()).startsWith("no answer"));
        assertThat(service.takeRequests()).as("attempts of the SDK").hasSize(1);
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
}
