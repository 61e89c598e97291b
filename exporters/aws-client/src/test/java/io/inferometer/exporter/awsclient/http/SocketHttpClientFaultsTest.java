package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Answers of all shapes, byte by byte, from a server on loopback. */
class SocketHttpClientFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final SocketHttpClient client = new SocketHttpClient(ProxySettings.NONE, LIMIT, LIMIT);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private ServerSocket server;
    private volatile String answer = "";
    private volatile boolean closes = true;
    private volatile long pauseMillis;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    daemon(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            do {
                StringBuilder request = new StringBuilder();
                int length = 0;
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                    length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
                }
                for (int i = 0; i < length; i++) {
                    request.append((char) in.read());
                }
                requests.add(request.toString());
                byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
                int step = pauseMillis == 0 ? Math.max(1, bytes.length) : 1;
                for (int at = 0; at < bytes.length; at += step) {
                    socket.getOutputStream().write(bytes, at, step);
                    Thread.sleep(pauseMillis);
                }
            } while (!closes);
        } catch (IOException | InterruptedException | NullPointerException ended) {
            // The client has gone.
        }
        ended.incrementAndGet();
    }

    private ExecutableHttpRequest request(SdkHttpMethod method, String body, String... headers) {
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/a%20b?c=d%2Fe"));
        for (int i = 0; i < headers.length; i += 2) {
            head.putHeader(headers[i], headers[i + 1]);
        }
        HttpExecuteRequest.Builder request = HttpExecuteRequest.builder().request(head.build());
        if (!body.isEmpty()) {
            request.contentStreamProvider(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
        return client.prepareRequest(request.build());
    }

    private String call() throws IOException {
        return text(request(SdkHttpMethod.POST, "body").call());
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body =
                response.responseBody().orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
            return response.httpResponse().statusCode() + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aRequestIsSentAsItWasSigned() throws IOException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        assertThat(text(request(SdkHttpMethod.PUT, "body", "Host", "signed.example", "X-Amz-Date", "now")
                        .call()))
                .isEqualTo("200 ");
        text(request(SdkHttpMethod.GET, "").call());

        assertThat(requests.get(0))
                .startsWith("PUT /a%20b?c=d%2Fe HTTP/1.1\nHost: signed.example\n")
                .contains("X-Amz-Date: now\n")
                .endsWith("Content-Length: 4\nbody");
        assertThat(requests.get(1)).contains("GET /a%20b", "Host: 127.0.0.1:" + server.getLocalPort() + "\n");
    }

    @Test
    void aHeaderThatWouldBeTwoIsNotSent() {
        assertThatThrownBy(() -> request(SdkHttpMethod.GET, "", "X-Amz-Security-Token", "secret\nX: y")
                        .call())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Amz-Security-Token")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 yes | HTTP/1.1 200 OK;Content-Length: 3;;yes",
                "200 yes | HTTP/1.1 200;content-length:3;;yes",
                "200 yes | HTTP/1.0 200 OK;;yes",
                "200 yes | HTTP/1.1 200 OK;Connection: close;;yes",
                "200 yes | HTTP/1.1 200 OK;Transfer-Encoding: chunked;;1;y;2;es;0;;",
                "200 yes | HTTP/1.1 200 OK;Transfer-Encoding: Chunked;;3 ;yes;0;Trailer: x;;",
                "200 yes | HTTP/1.1 200 OK;Transfer-Encoding: chunked;Content-Length: 99;;3;yes;0;;",
                "200 yes | HTTP/1.1 100 Continue;;HTTP/1.1 103 Early;Link: x;;HTTP/1.1 200 OK;Content-Length: 3;;yes",
                "204 | HTTP/1.1 204 None;;",
                "304 | HTTP/1.1 304 Same;Content-Length: 3;;",
                "302 | HTTP/1.1 302 Found;Location: http://evil.example/;Content-Length: 0;;",
                "407 | HTTP/1.1 407 Odd;Content-Length: 0;;",
                "413 no | HTTP/1.1 413 Too Large;Content-Length: 2;;no",
            })
    void anAnswerIsReadToItsEnd(String expected, String lines) throws IOException {
        answer = lines.replace(";", "\r\n");
        assertThat(call().strip()).isEqualTo(expected);
        answer = lines.replace(";", "\n");
        assertThat(call().strip()).as("with bare line feeds").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9;",
                "HTTP/2 200 OK;;",
                "HTTP/1.1 2000 OK;;",
                "HTTP/1.1 abc;;",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK;Content-Length: 3;",
                "HTTP/1.1 200 OK;Content-Length: 3;;ye",
                "HTTP/1.1 200 OK;Content-Length: -3;;yes",
                "HTTP/1.1 200 OK;Content-Length: 3;Content-Length: 4;;yes",
                "HTTP/1.1 200 OK;Transfer-Encoding: gzip;;yes",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;x;yes",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;3;yes",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;fffffffffffffffff;yes",
                "HTTP/1.1 100 Continue;;",
            })
    void anAnswerThatIsNoneOrEndsEarlyIsAFailure(String lines) {
        answer = lines.replace(";", "\r\n");
        assertThatThrownBy(this::call).isInstanceOf(IOException.class).hasMessageNotContaining("SSH");
    }

    @Test
    void aHeadWithoutEndIsCutOff() {
        answer = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(ResponseHead.MAX_BYTES);
        assertThatThrownBy(this::call).isInstanceOf(IOException.class).hasMessageContaining("65536");
    }

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

    @Test
    void anAnswerThatDribblesIsGivenUp() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + "y".repeat(9999);
        pauseMillis = 20;
        long start = System.nanoTime();
        assertThatThrownBy(this::call).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT.minusMillis(100), LIMIT.plusSeconds(3));
    }

    /** Each byte is another read below TLS, within the one that TLS makes. */
    @ParameterizedTest
    @CsvSource({"https://127.0.0.1:%d/, ''", "https://aws.example/, https://127.0.0.1:%d"})
    void aTlsRecordThatDribblesIsGivenUp(String url, String proxy) throws IOException {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            daemon(() -> {
                try (Socket socket = slow.accept()) {
                    byte[] handshake = {22, 3, 3, 32, 0};
                    socket.getOutputStream().write(handshake);
                    while (true) {
                        socket.getOutputStream().write(0);
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException ended) {
                    // The client has gone.
                }
            });
            ProxySettings proxies =
                    new ProxySettings(new Properties(), Map.of("HTTPS_PROXY", proxy.formatted(slow.getLocalPort())));
            SdkHttpRequest head = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(URI.create(url.formatted(slow.getLocalPort())))
                    .build();
            try (SocketHttpClient secure = new SocketHttpClient(proxies, LIMIT, LIMIT)) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> secure.prepareRequest(HttpExecuteRequest.builder()
                                        .request(head)
                                        .build())
                                .call())
                        .isInstanceOf(IOException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(LIMIT.minusMillis(100), LIMIT.plusSeconds(3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9999999;;",
                "Connection: close;;",
                "Transfer-Encoding: chunked;;989680;",
            })
    void anAnswerWithoutEndIsCutOff(String lines) {
        answer = ("HTTP/1.1 503 Busy;" + lines).replace(";", "\r\n") + "y".repeat(9_999_999);
        assertThatThrownBy(this::call)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the answer is longer than 2097152 bytes");
        await(() -> ended.get() == 1);
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

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
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

    /** The server answers and closes after the first bytes of a body that no buffer holds. */
    @Test
    void aReasonThatComesBeforeTheEndOfTheRequestIsHeard() throws IOException {
        try (ServerSocket hasty = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            daemon(() -> {
                try (Socket socket = hasty.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                    Thread.sleep(200);
                    socket.getInputStream().readAllBytes();
                } catch (IOException | InterruptedException ended) {
                    // The client has gone.
                }
            });
            SdkHttpRequest head = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(URI.create("http://127.0.0.1:" + hasty.getLocalPort() + "/"))
                    .build();
            byte[] large = new byte[8 * 1024 * 1024];
            assertThat(text(client.prepareRequest(HttpExecuteRequest.builder()
                                    .request(head)
                                    .contentStreamProvider(() -> new ByteArrayInputStream(large))
                                    .build())
                            .call()))
                    .isEqualTo("413 no");
        }
    }
}
