package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are longer than any buffer, to clients that read slowly, not at all or something else, and figures that end. */
@Timeout(60)
class StreamFaultsTest extends LongAnswersFixture {

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/snapshot"})
    void aLongAnswerIsTheSameInEveryCoding(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path);
        HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "gzip");
        String old = RawClient.exchange(listener.address(), "GET " + path + " HTTP/1.0\r\n\r\n");

        assertThat(plain.body().length).isGreaterThan(3 * Buffers.SLICE_BYTES);
        assertThat(plain.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(plain.headers().allValues("vary")).contains("Accept-Encoding");
        assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 8);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(old)
                .contains("\r\nConnection: close\r\n")
                .doesNotContain("Transfer-Encoding", "Content-Length")
                .endsWith("\r\n\r\n" + new String(plain.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard.css"})
    void filesAreCompressedToo(String path) throws Exception {
        byte[] plain = get(path).body();
        byte[] compressed = get(path, "Accept-Encoding", "gzip, deflate, br").body();

        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(plain);
        assertThat(get("/healthz", "Accept-Encoding", "gzip").headers().firstValue("content-encoding"))
                .isEmpty();
    }

    @Test
    void longAnswersAreFollowedByThoseToPipelinedRequests() throws IOException {
        String one = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String answers = RawClient.exchange(listener.address(), one + one + "GET /healthz" + END);

        assertThat(answers.split("\r\n0\r\n\r\n", -1)).hasSize(3);
        assertThat(answers).endsWith("ok");
    }

    @Test
    void anErrorBeforeTheFirstByteIsAnAnswer() throws Exception {
        try (Listener broken = Listener.start(
                "127.0.0.1",
                0,
                false,
                new FixedSnapshots(() -> {
                    throw new IllegalStateException("wrapped", new OutOfMemoryError("full"));
                }),
                warnings::add,
                errors)) {
            for (String path : List.of("/metrics", "/api/snapshot")) {
                assertThat(RawClient.exchange(broken.address(), "GET " + path + END))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 5");
            }
        }
        assertThat(warnings).hasSize(2);
        assertThat(errors.count()).isEqualTo(2);
    }

    @Test
    void anErrorAmidAnAnswerCutsIt() throws Exception {
        failure = new OutOfMemoryError("Java heap space");
        for (int i = 0; i < 3; i++) {
            String answer =
                    RawClient.exchange(listener.address(), "GET /api/snapshot HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
        }
        assertThatThrownBy(() -> get("/api/snapshot")).isInstanceOf(IOException.class);
        assertThat(errors.count()).isEqualTo(4);
        assertThat(warnings)
                .containsExactly(
                        "http: the answer to /api/snapshot was cut short: java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void anErrorBeforeTheFirstSliceIsFullIsAnAnswer() throws Exception {
        failure = new OutOfMemoryError("Java heap space");

        assertThat(get("/api/snapshot", "Accept-Encoding", "gzip").statusCode()).isEqualTo(503);
        failure = null;
        assertThat(get("/api/snapshot", "Accept-Encoding", "gzip").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsReset() throws Exception {
        failure = new OutOfMemoryError("Java heap space");

        assertThatThrownBy(() -> RawClient.exchange(listener.address(), "GET /api/snapshot HTTP/1.0\r\n\r\n"))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aSlowClientGetsAllAsLongAsItGoesOn() throws Exception {
        byte[] whole = get("/metrics").body();
        Listener hasty = start(Duration.ofSeconds(2));
        try (RawClient slow = new RawClient(hasty.address())) {
            slow.receiveAhead(64);
            slow.send("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            long end = System.nanoTime() + 5_000_000_000L;
            while (System.nanoTime() < end) {
                read.write(slow.readBytes(32 * 1024));
                Thread.sleep(100);
            }
            read.write(slow.readBytes(Integer.MAX_VALUE));
            String answer = read.toString(StandardCharsets.UTF_8);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .isEqualTo(new String(whole, StandardCharsets.UTF_8));
        } finally {
            hasty.close();
        }
    }

    /** One of them has the buffer for several slices, and the others go on without it. */
    @Test
    void clientsThatWaitAmidAnAnswerGetItWholeLater() throws Exception {
        byte[] whole = get("/metrics").body();
        String request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawClient each = new RawClient(listener.address());
            each.receiveAhead(64);
            each.send((request.repeat(5) + "GET /metrics" + END).getBytes(StandardCharsets.US_ASCII));
            each.readBytes(1);
            waiting.add(each);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(get("/metrics").body()).isEqualTo(whole);
        }
        for (RawClient each : waiting) {
            for (int i = 0; i < 6; i++) {
                each.readTo("\r\n\r\n");
                assertThat(chunks(each)).isEqualTo(whole);
            }
            each.close();
        }
        assertThat(warnings).isEmpty();
    }

    private static byte[] chunks(RawClient client) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(client.readTo("\r\n").trim(), 16);
            body.write(client.readBytes(length));
            client.readTo("\r\n");
        } while (length > 0);
        return body.toByteArray();
    }

    @Test
    void clientsThatReadNothingCostOneBufferEach() throws Exception {
        List<RawClient> deaf = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            RawClient each = new RawClient(listener.address());
            each.receiveAhead(4);
            each.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                    .repeat(50)
                    .getBytes(StandardCharsets.US_ASCII));
            deaf.add(each);
        }
        assertThat(get("/metrics").body().length).isGreaterThan(Buffers.SLICE_BYTES);
        for (RawClient each : deaf) {
            each.close();
        }
        assertThat(warnings).isEmpty();
    }
}
