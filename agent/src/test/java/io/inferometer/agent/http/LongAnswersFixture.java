package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A listener whose answers are longer than any buffer, and which serves the next client after each test. */
abstract class LongAnswersFixture {

    static final int MODELS = 1_000;
    static final String END = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    final ThreadErrors errors = new ThreadErrors();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Snapshot snapshot = snapshot();

    /** What is thrown instead of the models from the hundredth on; null for nothing. */
    volatile Error failure;

    Listener listener;

    static Snapshot snapshot() {
        List<ModelStats> models = IntStream.range(0, MODELS)
                .mapToObj(i -> ModelStats.of(new ModelId("config", String.format("model-%04d-é", i), ""))
                        .inFlight(i + 1, 1)
                        .build())
                .toList();
        return new Snapshot(
                new Resource("s", "e", "v", "i", 1, "run", "0", 0),
                1,
                models,
                List.of(),
                HostStats.NONE,
                new AgentStats(0, 0, 0, 0, 0),
                List.<ExporterStats>of());
    }

    @BeforeEach
    void start() throws IOException {
        listener = start(Duration.ofSeconds(30));
    }

    Listener start(Duration patience) throws IOException {
        SnapshotSource fixed = new FixedSnapshots(() -> snapshot);
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Snapshot totals() {
                return fixed.totals();
            }

            @Override
            public Snapshot overview() {
                return fixed.overview();
            }

            @Override
            public List<ModelDetail> details(ModelId after, int limit) {
                Error thrown = failure;
                if (after != null && after.name().compareTo("model-0100") > 0 && thrown != null) {
                    throw thrown;
                }
                return fixed.details(after, limit);
            }
        };
        return Listener.start("127.0.0.1", 0, false, source, warnings::add, errors, patience);
    }

    @AfterEach
    void theNextClientIsServed() throws Exception {
        failure = null;
        assertThat(get("/healthz").body()).asString(StandardCharsets.UTF_8).isEqualTo("ok");
        listener.close();
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(listener.address().resolve(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
