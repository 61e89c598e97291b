package io.inferometer.sample.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inferometer.sample.embedding.SentenceEmbedder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The sample's main class. */
public final class AsyncServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_BYTES = 1 << 16;
    private static final int THREADS = 8;
    private static final long SWEEP_MILLIS = 100;

    private final HttpServer http;
    private final JobQueue queue;
    private final Workers workers;
    private final Duration ttl;
    private final Witness witness;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> sweeping;

    private AsyncServer(HttpServer http, ServerOptions options, Function<String, float[]> model, Witness witness) {
        this.http = http;
        this.ttl = options.ttl();
        this.witness = witness;
        queue = new JobQueue(options.queue());
        workers = new Workers(queue, new JobProcessor(new Storage(options.s3()), model), witness);
        sweeping = threads.scheduleWithFixedDelay(queue::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Listens on loopback.
     *
     * @param model turns a text into a vector
     */
    static AsyncServer start(ServerOptions options, Function<String, float[]> model, Witness witness)
            throws IOException {
        // JDK-8014254: without it Nagle's algorithm and delayed acknowledgements cost every request about 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        AsyncServer server = new AsyncServer(http, options, model, witness);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        server.workers.set(options.workers());
        http.start();
        return server;
    }

    /** For example {@code http://127.0.0.1:8080}. */
    String address() {
        InetSocketAddress bound = http.getAddress();
        return "http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        workers.set(0);
        sweeping.cancel(false);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "POST /requests" -> accept(exchange);
                case "PUT /workers" -> setWorkers(exchange);
                case "GET /queue" ->
                    answer(exchange, 200, Map.of("waiting", queue.size(), "workers", workers.wanted()));
                default -> answer(exchange, 404, Map.of("error", "POST /requests, PUT /workers or GET /queue"));
            }
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            answer(exchange, 413, Map.of("error", "the body is larger than " + MOST_BYTES + " bytes"));
            return;
        }
        try {
            JsonNode request = JSON.readTree(body);
            String id = queue.submit(Job.read(request, ttl));
            witness.accepted(id);
            answer(exchange, 202, Map.of("id", id));
        } catch (JsonProcessingException e) {
            answer(exchange, 400, Map.of("error", "the body is no JSON"));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, Map.of("error", e.getMessage()));
        } catch (RejectedExecutionException e) {
            answer(exchange, 503, Map.of("error", e.getMessage()));
        }
    }

    private void setWorkers(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(16), StandardCharsets.UTF_8).strip();
        try {
            workers.set(Integer.parseInt(body));
            answer(exchange, 200, Map.of("workers", workers.wanted()));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, Map.of("error", "workers need a number from 0 to " + Workers.MOST));
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> document) throws IOException {
        byte[] body = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    public static void main(String[] args) {
        serve(args, Witness.NONE);
    }

    /** What {@code main} does, with somebody looking on. */
    public static void serve(String[] args, Witness witness) {
        ServerOptions options;
        try {
            options = ServerOptions.parse(args);
        } catch (IllegalArgumentException e) {
            fail(2, e.getMessage());
            return;
        }
        if (options.help()) {
            System.out.print(ServerOptions.USAGE);
            return;
        }
        try {
            SentenceEmbedder embedder = new SentenceEmbedder();
            // Not closed: it lives until the process ends.
            @SuppressWarnings("resource")
            AsyncServer server =
                    start(options, text -> embedder.embed(List.of(text)).get(0), witness);
            System.out.println("async-server: ready at " + server.address());
        } catch (BindException e) {
            fail(1, "port " + options.port() + " is taken; choose another with --port, or 0 for a free one");
        } catch (IOException | RuntimeException e) {
            fail(1, "cannot start: " + e);
        }
    }

    private static void fail(int status, String line) {
        System.err.println("async-server: " + line);
        System.exit(status);
    }
}
