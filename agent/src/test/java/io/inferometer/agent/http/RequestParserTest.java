package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

    @Test
    void readsMethodPathVersionAndHeaders() throws RefusedException {
        Request request = new RequestParser()
                .take(buffer("GET /metrics?x=1 HTTP/1.1\r\nHost: a:1\r\nACCEPT:text/plain \r\n\r\n"))
                .orElseThrow();

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/metrics");
        assertThat(request.parameter("x")).contains("1");
        assertThat(request.body().remaining()).isZero();
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
        Request request = new RequestParser()
                .take(buffer("GET HTTP://evil.example?q HTTP/1.1\r\nHost: localhost\r\n\r\n"))
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

    @Test
    void parametersAreDecoded() throws RefusedException {
        Request request = take("GET /a?b=1&b=%C3%A9+x&c&=d&&e=f=g HTTP/1.1\r\n\r\n");

        assertThat(request.path()).isEqualTo("/a");
        assertThat(request.parameters())
                .isEqualTo(Map.of("b", List.of("1", "é x"), "c", List.of(""), "", List.of("d"), "e", List.of("f=g")));
        assertThat(request.parameter("b")).contains("1");
        assertThat(request.parameter("no")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nHELLO",
                "Content-Length: 0000000000000005\r\n\r\nHELLO",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nHELLO\r\n0\r\n\r\n",
                "Transfer-Encoding: Chunked\r\n\r\n2 ;a=\"b\"\r\nHE\r\n003\nLLO\n0\nX: y\nZ: a\n\n"
            })
    void aBodyIsTakenInAnyPieces(String rest) throws RefusedException {
        String whole = "PUT / HTTP/1.1\r\n" + rest;
        for (int cut = 0; cut <= whole.length(); cut++) {
            RequestParser parser = new RequestParser();
            ByteBuffer buffer = buffer(whole.substring(0, cut));
            Optional<Request> request = parser.take(buffer);
            assertThat(request.isPresent()).as("after %d bytes", cut).isEqualTo(cut == whole.length());
            if (request.isEmpty()) {
                assertThat(parser.isInside() || buffer.position() > 0).isEqualTo(cut > 0);
                buffer.put((whole.substring(cut) + "GET").getBytes(StandardCharsets.ISO_8859_1));
                request = parser.take(buffer);
                assertThat(buffer.position()).isEqualTo(3);
            }
            assertThat(StandardCharsets.US_ASCII
                            .decode(request.orElseThrow().body())
                            .toString())
                    .isEqualTo("HELLO");
            assertThat(parser.isInside()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'Content-Length: -1'",
        "400, 'Content-Length: +1'",
        "400, 'Content-Length: 1, 1'",
        "400, 'Content-Length:'",
        "400, 'Content-Length: 1|Content-Length: 1'",
        "400, 'Content-Length: 1|Transfer-Encoding: chunked'",
        "400, 'Transfer-Encoding: chunked|Transfer-Encoding: chunked'",
        "400, 'Transfer-Encoding: chunked||-1|'",
        "400, 'Transfer-Encoding: chunked||0x1|'",
        "400, 'Transfer-Encoding: chunked|||'",
        "400, 'Transfer-Encoding: chunked||1|ab|0||'",
        "413, 'Transfer-Encoding: chunked||FFFFFFFF|'",
        "413, 'Transfer-Encoding: chunked||4001|'",
        "413, 'Content-Length: 16385'",
        "413, 'Content-Length: 99999999999999999999'",
        "417, 'Expect: 100-continue|Content-Length: 1'",
        "501, 'Transfer-Encoding: gzip, chunked'",
        "501, 'Transfer-Encoding: identity'"
    })
    void refusesABodyThatMayBeReadInTwoWays(int status, String lines) {
        assertThatThrownBy(() -> take("PUT / HTTP/1.1\r\n" + lines.replace("|", "\r\n") + "\r\n\r\n"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void chunksAreOfHttp11() {
        assertThatThrownBy(() -> take("PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    /** Whatever comes, in whatever pieces: requests or a refusal, and never more memory than is allowed. */
    @Test
    void damagedRequestsAreRequestsOrRefused() {
        Random random = new Random(44);
        String[] good = {
            "POST /x?a=%41&b HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\nhello, world",
            "PUT /y HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;e=1\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nT: t\r\n\r\n"
        };
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = (good[round % 2] + good[(round + 1) % 2]).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            RequestParser parser = new RequestParser();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            try {
                for (int from = 0; from < bytes.length; ) {
                    int piece = Math.min(bytes.length - from, 1 + random.nextInt(100));
                    buffer.put(bytes, from, piece);
                    from += piece;
                    for (Optional<Request> next = parser.take(buffer); next.isPresent(); next = parser.take(buffer)) {
                        assertThat(next.get().body().remaining()).isLessThanOrEqualTo(RequestBody.MAX_BYTES);
                        taken++;
                    }
                }
            } catch (RefusedException e) {
                assertThat(e.status()).isBetween(400, 505);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
        assertThat(taken).isGreaterThan(50_000);
    }

    private static Request take(String text) throws RefusedException {
        return new RequestParser().take(buffer(text)).orElseThrow();
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.allocate(8192).put(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
