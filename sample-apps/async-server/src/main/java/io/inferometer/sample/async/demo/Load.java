package io.inferometer.sample.async.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inferometer.sample.async.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Submits requests and takes their callbacks. */
final class Load implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TEXTS = 50;

    /** More than are under way at once; one for each request would take longer to delete than to write. */
    private static final int RESULTS = 1_000;

    private final Books books;
    private final String server;
    private final int percent;
    private final HttpServer callbacks;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    /** @param percent of the requests that fail */
    Load(String server, Books books, int percent) throws IOException {
        this.server = server;
        this.books = books;
        this.percent = percent;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.setExecutor(threads);
        callbacks.createContext("/", this::calledBack);
        callbacks.start();
    }

    /** Puts the payloads where the requests find them. */
    static void store(Storage storage) {
        storage.create("texts");
        storage.create("vectors");
        for (int i = 0; i < TEXTS; i++) {
            put(storage, "text-" + i, "Sentence " + i + " is one of those that the load asks about.");
        }
        put(storage, "long", "x".repeat(20_000));
        put(storage, "blank", " ");
    }

    private static void put(Storage storage, String key, String text) {
        storage.put(URI.create("s3://texts/" + key), text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param ttlMillis how long it may wait if it is to expire */
    void submit(int number, long ttlMillis) throws IOException {
        Fate fate = Fate.of(number, percent);
        String input = switch (fate) {
            case MISSING -> "nowhere";
            case BROKEN -> "long";
            case WRONG -> "blank";
            default -> "text-" + number % TEXTS;
        };
        String document = JSON.createObjectNode()
                .put("input", "s3://texts/" + input)
                .put("output", "s3://" + (fate == Fate.DENIED ? Storage.SEALED : "vectors") + "/" + number % RESULTS)
                .put(
                        "callback",
                        "http://127.0.0.1:" + callbacks.getAddress().getPort()
                                + (fate == Fate.UNHEARD ? "/unheard" : "/heard"))
                .put("ttlMillis", fate == Fate.EXPIRED ? ttlMillis : 3_600_000)
                .toString();
        long sent = System.nanoTime();
        JsonNode answer = Documents.send(server + "/requests", "POST", document);
        long received = System.nanoTime();
        books.accepted(answer.path("id").asText(), fate, sent, received);
    }

    void setWorkers(int number) throws IOException {
        Documents.send(server + "/workers", "PUT", Integer.toString(number));
    }

    int waiting() throws IOException {
        return Documents.get(server + "/queue").path("waiting").asInt(-1);
    }

    private void calledBack(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode callback = JSON.readTree(exchange.getRequestBody());
            // Before the answer, which ends the request.
            long now = System.nanoTime();
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/unheard") ? 500 : 204, -1);
            exchange.close();
            books.calledBack(callback.path("id").asText(), callback, now);
        }
    }

    @Override
    public void close() {
        callbacks.stop(0);
        threads.shutdown();
    }
}
