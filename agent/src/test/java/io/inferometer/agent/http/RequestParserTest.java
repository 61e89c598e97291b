package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

    @Test
    void readsMethodPathVersionAndHeaders() throws RefusedException {
        Request request = new RequestParser().take(
                        buffer("GET /metrics?x=1 HTTP/1.1\r\nHost: a:1\r\nACCEPT:text/plain \r\n\r\n"))
                .orElseThrow();

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/metrics");
        assertThat(request.minorVersion()).isEqualTo(1);
        assertThat(request.all("host")).containsExactly("a:1");
        assertThat(request.all("accept")).containsExactly("text/plain");
    }

    @Test
    void takesOneRequestAndLeavesTheNext() throws RefusedException {
        ByteBuffer buffer = buffer("\r\nGET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.0\n\nGET");

        assertThat(new RequestParser().take(buffer).orElseThrow().path()).isEqualTo("/a");
        assertThat(new RequestParser().take(buffer).orElseThrow().path()).isEqualTo("/b");
        assertThat(new RequestParser().take(buffer)).isEmpty();
        assertThat(buffer.position()).isEqualTo(3);
    }

    @Test
    void nothingIsTakenBeforeTheHeadIsComplete() throws RefusedException {
        String whole = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int length = 0; length < whole.length(); length++) {
            ByteBuffer buffer = buffer(whole.substring(0, length));
            assertThat(new RequestParser().take(buffer)).isEmpty();
            assertThat(buffer.position()).isEqualTo(length);
        }
    }

    @Test
    void theHostOfAnAbsoluteTargetReplacesTheHeader() throws RefusedException {
        Request request = new RequestParser().take(buffer("GET HTTP://evil.example?q HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .orElseThrow();

        assertThat(request.path()).isEqualTo("/");
        assertThat(request.all("host")).containsExactly("evil.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET x HTTP/1.1\r\n\r\n",
                "* * HTTP/1.1\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\0b\r\n\r\n"
            })
    void refusesWhatIsMalformed(String head) {
        assertThatThrownBy(() -> new RequestParser().take(buffer(head)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void refusesOtherVersions() {
        assertThatThrownBy(() -> new RequestParser().take(buffer("PRI * HTTP/2.0\r\n\r\n")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(505));
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.allocate(8192).put(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
