package io.inferometer.sample.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadGeneratorTest {

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicLong served = new AtomicLong();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                boolean refuse = served.incrementAndGet() % 2 == 0;
                exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/embed");
    }

    @AfterEach
    void end() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void booksAgreeWithWhatTheServerSaw() throws Exception {
        Tally books = new LoadGenerator(url, 3, 2).run(1);

        assertThat(books.requests()).isEqualTo(served.get()).isGreaterThan(1);
        assertThat(books.failures()).isEqualTo(served.get() / 2);
        assertThat(books.texts()).isEqualTo(2 * (books.requests() - books.failures()));
        assertThat(books.percentileMillis(50)).isPositive();
    }

    @Test
    void aServerThatIsDownCostsFailuresNotMore() throws Exception {
        server.stop(0);

        Tally books = new LoadGenerator(url, 1, 1).run(1);

        assertThat(books.failures()).isEqualTo(books.requests()).isBetween(1L, 12L);
        assertThat(books.texts()).isZero();
    }

    @Test
    void thereAreAtLeastSixtyDifferentSentences() throws IOException {
        assertThat(new Sentences().all())
                .hasSizeGreaterThanOrEqualTo(60)
                .doesNotHaveDuplicates()
                .allMatch(s -> s.length() > 20);
    }

    @Test
    void theUrlIsRequired() {
        assertThatThrownBy(LoadOptions::parse).hasMessageContaining("--url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--url ftp://x", "--clients 0", "--seconds -1", "--seconds", "--texts 257", "--nope"})
    void aWrongFlagIsNamedInOneLine(String line) {
        assertThatThrownBy(() -> LoadOptions.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.split(" ")[0]);
    }
}
