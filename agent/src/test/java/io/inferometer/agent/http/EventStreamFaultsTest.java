package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Event streams: they last as long as their client listens, and are few. */
@Timeout(60)
class EventStreamFaultsTest extends LongAnswersFixture {

    @Test
    void eventsComeWhileTheirClientListens() throws Exception {
        String document = new String(get("/api/snapshot").body(), StandardCharsets.UTF_8);
        try (RawClient events = new RawClient(listener.address())) {
            events.send("GET /api/snapshot?stream=1 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String head = events.readTo("\r\n\r\n");
            assertThat(head)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Type: text/event-stream\r\n")
                    .doesNotContain("Content-Encoding");
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(events.readTo("\n\n")).isEqualTo("event: snapshot\ndata: " + document + "\n\n");
                assertThat(get("/healthz").statusCode()).isEqualTo(200);
            }
            assertThat(System.nanoTime() - start).isBetween(1_500_000_000L, 20_000_000_000L);
        }
    }

    @Test
    void eventStreamsAreFew() throws Exception {
        List<RawClient> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient each = new RawClient(listener.address());
            each.send(("GET /api/snapshot?stream=60" + END).getBytes(StandardCharsets.US_ASCII));
            each.readTo("\n\n");
            streams.add(each);
        }
        assertThat(get("/api/snapshot?stream=60").statusCode()).isEqualTo(503);
        for (RawClient each : streams) {
            each.close();
        }
        long end = System.nanoTime() + 10_000_000_000L;
        int status = 503;
        while (status == 503 && System.nanoTime() < end) {
            status = status("/api/snapshot?stream=60");
        }
        assertThat(status).as("once they are gone").isEqualTo(200);
        for (String wrong : List.of("0", "61", "-1", "x", "100", "1.5")) {
            assertThat(status("/api/snapshot?stream=" + wrong)).isEqualTo(400);
        }
    }

    private int status(String path) throws IOException {
        try (RawClient each = new RawClient(listener.address())) {
            each.send(("GET " + path + END).getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(each.readTo("\r\n").substring(9, 12));
        }
    }
}
