package io.inferometer.exporter.sentinel.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A metadata service on loopback: answers what it was told to, and 404 to everything else. */
final class MetadataStandIn implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> required = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile long delayMillis;

    MetadataStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** @param request such as {@code GET /v1.json} */
    MetadataStandIn with(String request, String answer) {
        answers.put(request, answer);
        return this;
    }

    /** Every GET without this header is refused with 401. */
    MetadataStandIn requiring(String header, String value) {
        required.put(header, value);
        return this;
    }

    MetadataStandIn slow(long millis) {
        delayMillis = millis;
        return this;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            Thread.sleep(delayMillis);
            boolean isRefused = exchange.getRequestMethod().equals("GET")
                    && required.entrySet().stream()
                            .anyMatch(one -> !one.getValue()
                                    .equals(exchange.getRequestHeaders().getFirst(one.getKey())));
            byte[] body = answers.getOrDefault(request, "<html>none</html>").getBytes(StandardCharsets.UTF_8);
            int status = isRefused ? 401 : answers.containsKey(request) ? 200 : 404;
            if (required.containsKey("Metadata-Flavor")) {
                exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
