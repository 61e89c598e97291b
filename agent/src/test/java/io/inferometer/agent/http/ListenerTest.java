package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.Snapshot;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("safety")
class ListenerTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private Snapshot snapshot;
    private Listener listener;

    @BeforeEach
    void start() throws IOException {
        FakeService service = new FakeService("run", 1_700_000_000_000L);
        service.tick();
        snapshot = service.snapshot();
        listener = Listener.start(
                "127.0.0.1", 0, false, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors());
    }

    @AfterEach
    void stop() {
        listener.close();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/?sort=p99, text/html; charset=utf-8",
        "/dashboard.css, text/css; charset=utf-8",
        "/dashboard.js, text/javascript; charset=utf-8",
        "/favicon.ico, image/svg+xml",
        "/metrics, text/plain; version=0.0.4; charset=utf-8",
        "/api/snapshot, application/json",
        "/healthz, text/plain; charset=utf-8"
    })
    void everyRouteSaysWhatItIsAndForbidsWhatItDoesNotNeed(String path, String contentType) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(contentType);
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(response.headers().firstValue("date").orElseThrow())
                .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(response.body()).isNotEmpty();
    }

    @Test
    void healthIsOk() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void theScraperChoosesTheFormat() throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics")
                        .header("Accept", "application/openmetrics-text")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("content-type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "//", "/package-info.class", "/../dashboard.html", "/dashboard.html", "/%2e%2e/"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics")
                        .method(method, HttpRequest.BodyPublishers.ofString("body"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({
        "/, Content-Length",
        "/healthz, Content-Length",
        "/metrics, Transfer-Encoding",
        "/api/snapshot, Transfer-Encoding",
        "/api/snapshot?stream, Transfer-Encoding"
    })
    void headHasTheHeadersOfGetAndNoBody(String path, String framing) throws Exception {
        String request = path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip;q=0\r\n";
        String head = RawClient.exchange(listener.address(), "HEAD " + request + "Connection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n").contains(framing + ": ");
        assertThat(head.indexOf("\r\n\r\n")).isEqualTo(head.length() - 4);
        try (RawClient client = new RawClient(listener.address())) {
            client.send(("GET " + request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(client.read(head.length()).replaceAll("Date: .*", ""))
                    .isEqualTo(head.replaceAll("Date: .*", ""));
        }
    }

    @Test
    void aPageThatPointedItsOwnNameAtLoopbackIsRefused() throws Exception {
        assertThat(RawClient.exchange(
                        listener.address(),
                        "GET /api/snapshot HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aHundredRequestsAtOnceAreAllAnswered() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(
                        request(i % 2 == 0 ? "/metrics" : "/api/snapshot").build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).contains("fraud-scorer");
        });
    }

    @Test
    void aPortThatIsTakenIsReplacedByAFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Listener moved = Listener.start(
                        "127.0.0.1",
                        taken.getLocalPort(),
                        false,
                        new FixedSnapshots(() -> snapshot),
                        warnings::add,
                        new ThreadErrors())) {
            assertThat(moved.portUnavailable()).isEqualTo(taken.getLocalPort());
            assertThat(moved.address().getPort()).isPositive().isNotEqualTo(taken.getLocalPort());
            assertThat(RawClient.exchange(moved.address(), "GET /healthz HTTP/1.0\r\n\r\n"))
                    .endsWith("ok");
        }
        assertThat(listener.portUnavailable()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0, http.allow-remote=true",
        "no-such-host.invalid, 0, use 127.0.0.1",
        "127.0.0.1, 65536, use 0 to 65535",
        "127.0.0.1, -1, use 0 to 65535"
    })
    void whatCannotBeServedIsSaidWithTheRemedy(String host, int port, String remedy) {
        assertThatThrownBy(() -> Listener.start(
                        host, port, false, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(remedy)
                .hasMessageStartingWith("http.");
    }

    @Test
    void anAddressOfAnotherMachineCannotBeServed() {
        assertThatThrownBy(() -> Listener.start(
                        "192.0.2.1", 9646, true, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("http.host=192.0.2.1, http.port=9646: no port can be opened there");
    }

    /** As {@code localhost} is where the loopback interface has an IPv6 address alone. */
    @Test
    void aNameWithSeveralAddressesIsServedOnTheFirstThatThisMachineHas() throws Exception {
        InetAddress absent = InetAddress.getByName("192.0.2.1");
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocketChannel server = Listener.open("localhost", List.of(absent, loopback), 0)) {
            assertThat(((InetSocketAddress) server.getLocalAddress()).getAddress())
                    .isEqualTo(loopback);
        }
        assertThatThrownBy(() -> Listener.open("localhost", List.of(absent, absent), 9646))
                .hasMessageStartingWith("http.host=localhost, http.port=9646: no port can be opened there");
    }

    /** A scraper that is sent to the first address must not find another program there. */
    @Test
    void aPortThatIsTakenOnTheFirstAddressIsNotOpenedOnTheSecond() throws Exception {
        InetAddress first = InetAddress.getByName("127.0.0.1");
        try (ServerSocket taken = new ServerSocket(0, 1, first);
                ServerSocketChannel server = Listener.open(
                        "localhost", List.of(first, InetAddress.getByName("127.0.0.2")), taken.getLocalPort())) {
            InetSocketAddress local = (InetSocketAddress) server.getLocalAddress();
            assertThat(local.getAddress()).isEqualTo(first);
            assertThat(local.getPort()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void ofTheAddressesOfANameOnlyThoseOfLoopbackAreServedUnasked() throws Exception {
        assertThat(Listener.bindable("localhost", false)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void otherMachinesMayComeWhenTheyAreAllowedTo() throws Exception {
        try (Listener open = Listener.start(
                "0.0.0.0", 0, true, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors())) {
            assertThat(open.address())
                    .isEqualTo(URI.create("http://127.0.0.1:" + open.address().getPort() + "/"));
            assertThat(RawClient.exchange(
                            open.address(), "GET /healthz HTTP/1.1\r\nHost: box.example\r\nConnection: close\r\n\r\n"))
                    .endsWith("ok");
        }
    }

    @Test
    void itsOnlyThreadIsADaemonWithOurName() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("inferometer-http"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getContextClassLoader() == Listener.class.getClassLoader());
    }

    @Test
    void aClosedListenerAnswersNobody() throws Exception {
        Listener closed = Listener.start(
                "127.0.0.1", 0, false, new FixedSnapshots(() -> snapshot), warnings::add, new ThreadErrors());
        assertThat(RawClient.exchange(closed.address(), "GET /healthz HTTP/1.0\r\n\r\n"))
                .endsWith("ok");
        closed.close();
        long deadline = System.nanoTime() + 10_000_000_000L;
        boolean refused = false;
        while (!refused && System.nanoTime() < deadline) {
            try {
                new RawClient(closed.address()).close();
            } catch (ConnectException e) {
                refused = true;
            } catch (SocketException e) {
                // Reset: taken up by the system's queue while the listener was closing.
                refused = false;
            }
        }
        assertThat(refused).isTrue();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(listener.address().toString().replaceAll("/$", "") + path));
    }
}
