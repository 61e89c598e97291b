package io.inferometer.sample.embedding;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;

/** The sample's main class, and a server that tests start in their own JVM. */
public final class EmbeddingServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers;

    private EmbeddingServer(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Loads the model and listens on loopback.
     *
     * @param port 0 picks a free one
     * @param threads platform threads that serve requests; 0 for virtual threads where the JDK has them
     * @throws BindException when the port is taken; found out before the model is loaded
     */
    public static EmbeddingServer start(int port, int threads) throws IOException {
        sendAtOnce();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService workers = WorkerThreads.create(threads);
        server.setExecutor(workers);
        server.createContext("/", new EmbedHandler(new SentenceEmbedder()));
        server.start();
        return new EmbeddingServer(server, workers);
    }

    private static void sendAtOnce() {
        // JDK-8014254: without it Nagle's algorithm and delayed acknowledgements cost every request about 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** For example {@code http://127.0.0.1:8080}. */
    public String address() {
        InetSocketAddress bound = server.getAddress();
        return "http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }

    public static void main(String[] args) {
        long startNanos = System.nanoTime();
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
            // Not closed: it lives until the process ends.
            @SuppressWarnings("resource")
            EmbeddingServer server = start(options.port(), options.threads());
            System.out.printf(
                    Locale.ROOT,
                    "embedding-server: ready at %s after %.2f s%n",
                    server.address(),
                    (System.nanoTime() - startNanos) / 1e9);
        } catch (BindException e) {
            fail(1, "port " + options.port() + " is taken; choose another with --port, or 0 for a free one");
        } catch (IOException | RuntimeException e) {
            fail(1, "cannot start: " + e);
        }
    }

    private static void fail(int status, String line) {
        System.err.println("embedding-server: " + line);
        System.exit(status);
    }
}
