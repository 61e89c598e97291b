package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Connections that serve many requests, and those that end between or under them. */
class ConnectionReuseFaultsTest extends SocketServerFixture {

    @Test
    void aConnectionServesManyRequests() throws IOException {
        closes = false;
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n";
        for (int i = 0; i < 3; i++) {
            assertThat(call()).isEqualTo("200 yes");
        }
        request(SdkHttpMethod.POST, "body").call().responseBody().orElseThrow().close();
        assertThat(call()).as("after a body that nobody read").isEqualTo("200 yes");
        assertThat(connections).hasValue(1);
    }

    @Test
    void aConnectionThatTheServerClosedIsNotUsedAgain() throws IOException, InterruptedException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes";
        for (int i = 1; i <= 3; i++) {
            assertThat(call()).isEqualTo("200 yes");
            Thread.sleep(50);
        }
        assertThat(connections).hasValue(3);
    }

    /** What goes on between requests in a row is not waited for. */
    @Test
    void aConnectionThatTheServerClosedIsReplacedInARow() throws IOException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes";
        for (int i = 1; i <= 20; i++) {
            assertThat(call()).isEqualTo("200 yes");
        }
        assertThat(requests).as("each once").hasSize(20);
        assertThat(connections).hasValue(20);
    }

    /** Closing takes effect while the next request is on its way. */
    @Test
    void aConnectionThatClosesUnderARequestIsReplacedOnce() throws IOException {
        try (ServerSocket moody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger accepted = new AtomicInteger();
            daemon(() -> {
                while (accepted.get() < 2) {
                    try (Socket socket = moody.accept()) {
                        accepted.incrementAndGet();
                        for (int served = 0; served < 2; served++) {
                            BufferedReader in = new BufferedReader(
                                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                            while (!in.readLine().isEmpty()) {
                                // To the end of the head.
                            }
                            if (served == 0) {
                                socket.getOutputStream()
                                        .write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes"
                                                .getBytes(StandardCharsets.ISO_8859_1));
                            }
                        }
                    } catch (IOException | NullPointerException ended) {
                        return;
                    }
                }
            });
            HttpExecuteRequest request = HttpExecuteRequest.builder()
                    .request(SdkHttpRequest.builder()
                            .method(SdkHttpMethod.GET)
                            .uri(URI.create("http://127.0.0.1:" + moody.getLocalPort() + "/"))
                            .build())
                    .build();
            assertThat(text(client.prepareRequest(request).call())).isEqualTo("200 yes");
            assertThat(text(client.prepareRequest(request).call())).isEqualTo("200 yes");
            assertThat(accepted).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50})
    void bytesThatNobodyAskedForEndTheConnection(long millis) throws IOException, InterruptedException {
        closes = false;
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyesHTTP/1.1 500 Forged\r\n\r\n";
        assertThat(call()).isEqualTo("200 yes");
        Thread.sleep(millis);
        assertThat(call()).isEqualTo("200 yes");
        assertThat(connections).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500})
    void aDroppedAnswerOfTheMetadataServiceHoldsNoConnection(int status) throws IOException {
        closes = false;
        answer = "HTTP/1.1 " + status + " Said\r\nContent-Length: 3\r\n\r\nyes";
        for (int i = 1; i <= 3; i++) {
            MetadataConnection metadata = metadata();
            metadata.connect();
            assertThat(metadata.getResponseCode()).isEqualTo(status);
            int asked = i;
            await(() -> ended.get() == asked);
            assertThat(metadata.getInputStream()).hasContent("yes");
            assertThat(metadata.getErrorStream()).hasContent("yes");
        }
        assertThat(connections).hasValue(3);
    }

    @Test
    void anAnswerOfTheMetadataServiceWithoutEndHoldsNoConnection() throws IOException {
        closes = false;
        answer = "HTTP/1.1 404 None\r\nContent-Length: 9999999\r\n\r\n" + "y".repeat(9_999_999);
        MetadataConnection metadata = metadata();
        assertThatThrownBy(metadata::connect)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the answer is longer than 65536 bytes");
        await(() -> ended.get() == 1);
    }

    private MetadataConnection metadata() throws IOException {
        return new MetadataConnection(
                URI.create("http://127.0.0.1:" + server.getLocalPort() + "/latest"), Map.of(), "GET", LIMIT);
    }

    @Test
    void anotherThreadAborts() throws InterruptedException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n";
        closes = false;
        ExecutableHttpRequest request = request(SdkHttpMethod.POST, "body");
        daemon(() -> {
            while (requests.isEmpty()) {
                Thread.onSpinWait();
            }
            request.abort();
        });
        long start = System.nanoTime();
        assertThatThrownBy(() -> text(request.call())).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    @Test
    void anAbortedRequestIsNotSent() {
        ExecutableHttpRequest request = request(SdkHttpMethod.POST, "body");
        request.abort();
        assertThatThrownBy(request::call).isInstanceOf(IOException.class).hasMessage("aborted");
        assertThat(requests).isEmpty();
    }
}
