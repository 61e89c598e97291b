package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Snapshot;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever one client does, the next is served. */
@Timeout(60)
class ListenerAbuseTest {

    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private Listener listener;

    @BeforeEach
    void start() throws IOException {
        FakeService service = new FakeService("run", 1_700_000_000_000L);
        service.tick();
        Snapshot snapshot = service.snapshot();
        listener = Listener.start(
                "127.0.0.1", 0, false, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors());
    }

    @AfterEach
    void theNextClientIsServed() throws IOException {
        assertThat(exchange(GET + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("ok");
        listener.close();
    }

    @Test
    void randomBytesGetAnAnswerOrNone() throws Exception {
        Random random = new Random(42);
        long end = System.nanoTime() + 3_000_000_000L;
        int rounds = 0;
        while (System.nanoTime() < end) {
            try (RawClient client = new RawClient(listener.address())) {
                byte[] bytes = new byte[random.nextInt(12_000)];
                random.nextBytes(bytes);
                client.send(bytes);
                if (random.nextBoolean()) {
                    client.resetOnClose();
                }
                rounds++;
            } catch (SocketException e) {
                // The server had refused and closed before all was sent.
                rounds++;
            }
        }
        assertThat(rounds).isGreaterThan(100);
        assertThat(warnings).isEmpty();
    }

    @Test
    void damagedRequestsGetAnAnswerOrNone() throws Exception {
        Random random = new Random(43);
        String good =
                "GET /metrics?a=b HTTP/1.1\r\nHost: localhost\r\nAccept: application/openmetrics-text;q=0.5,*/*\r\n"
                        + "Content-Length: 0\r\nConnection: keep-alive\r\n\r\n";
        long end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < end) {
            byte[] bytes = (good + good).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (RawClient client = new RawClient(listener.address())) {
                client.send(bytes);
                client.send("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                client.read(random.nextInt(2000) < 1000 ? 0 : 12);
            } catch (SocketException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
            }
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws IOException {
        String answer = exchange(GET + "X: " + "x".repeat(8 * 1024));

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("Connection: close");
    }

    @Test
    void aBodyThatIsTooLongIsNotWaitedFor() throws IOException {
        assertThat(exchange("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\nabc"))
                .startsWith("HTTP/1.1 413 ")
                .contains("Connection: close");
        assertThat(exchange(
                        "POST /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + "4001\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void whatFollowsABodyIsTheNextRequest() throws IOException {
        String answer = exchange("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16384\r\n\r\n"
                + "GET / HTTP/1.1\r\n".repeat(1024)
                + "GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;x=y\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n"
                + GET + "Connection: close\r\n\r\n");

        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(4);
        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("ok" + "HTTP/1.1 200 ")
                .endsWith("ok");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append(GET).append("\r\n").append("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        String answer = exchange(all + GET + "Connection: close\r\n\r\n");
        List<String> statuses = answer.lines()
                .map(line -> line.replaceFirst("^(?:ok)?(HTTP/1.1 \\d+ ).*", "$1"))
                .filter(line -> line.startsWith("HTTP/1.1 "))
                .toList();

        assertThat(statuses).hasSize(101);
        for (int i = 0; i < 101; i++) {
            assertThat(statuses.get(i)).isEqualTo(i % 2 == 0 ? "HTTP/1.1 200 " : "HTTP/1.1 404 ");
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        try (RawClient client = new RawClient(listener.address())) {
            for (byte b : (GET + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
                client.send(new byte[] {b});
            }
            assertThat(client.readToEnd()).endsWith("ok");
        }
    }

    @Test
    void silentClientsMakeRoomForTheNext() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            silent.add(new RawClient(listener.address()));
        }
        theNextClientIsServedBeside(silent);
    }

    @Test
    void clientsThatNeverReadDoNotExhaustMemory() throws IOException {
        List<RawClient> deaf = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            RawClient client = new RawClient(listener.address());
            client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(100)
                    .getBytes(StandardCharsets.ISO_8859_1));
            deaf.add(client);
        }
        theNextClientIsServedBeside(deaf);
    }

    @Test
    void aClientThatNeitherAsksNorReadsIsCutOffInTime() throws IOException {
        FakeService service = new FakeService("run", 1_700_000_000_000L);
        Snapshot snapshot = service.snapshot();
        try (Listener hasty = Listener.start(
                        "127.0.0.1",
                        0,
                        false,
                        new FixedSnapshots(() -> snapshot),
                        warnings::add,
                        new ThreadErrors(),
                        Duration.ofMillis(300));
                RawClient silent = new RawClient(hasty.address());
                RawClient slow = new RawClient(hasty.address());
                RawClient deaf = new RawClient(hasty.address())) {
            slow.send((GET + "Content-Length: 2\r\n\r\n1").getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> {
                        while (true) {
                            deaf.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
        }
    }

    @Test
    void anErrorInTakingTheSnapshotIsAnAnswerAndOneWarning() throws IOException {
        try (Listener broken = Listener.start(
                "127.0.0.1",
                0,
                false,
                new FixedSnapshots(() -> {
                    throw new IllegalStateException("no figures");
                }),
                warnings::add,
                new ThreadErrors())) {
            for (int i = 0; i < 3; i++) {
                assertThat(RawClient.exchange(broken.address(), "GET /metrics HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 500 ");
            }
            assertThat(warnings)
                    .containsExactly(
                            "http: /metrics could not be answered: java.lang.IllegalStateException: no figures");
        }
    }

    private void theNextClientIsServedBeside(List<RawClient> others) throws IOException {
        assertThat(exchange(GET + "Connection: close\r\n\r\n")).endsWith("ok");
        for (RawClient other : others) {
            other.close();
        }
    }

    private String exchange(String request) throws IOException {
        return RawClient.exchange(listener.address(), request);
    }
}
