package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Requests as they are sent, and answers that are wrong, endless or cut off. */
class SocketHttpClientFaultsTest extends SocketServerFixture {

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
