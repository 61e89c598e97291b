package io.inferometer.receiver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running receiver. Thread-safe.
 *
 * <p>Within a test, the JVM's system property {@code sun.net.httpserver.nodelay=true} spares each answer up to 40 ms;
 * it is read once, before the first server starts (documentation of module {@code jdk.httpserver}).
 */
public final class Receiver implements AutoCloseable {
    private static final int THREADS = 32;

    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Routes routes;
    private final HttpServer server;
    private final ExecutorService threads;

    private Receiver(ReceiverOptions options) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        routes = new Routes(options, ledger, faults);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "inferometer-receiver-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", routes);
    }

    /**
     * Listens on loopback from now on.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static Receiver start(ReceiverOptions options) throws IOException {
        Receiver receiver = new Receiver(options);
        receiver.server.start();
        return receiver;
    }

    /** Where it listens: the endpoint for every operation. */
    public URI address() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** What it got until now. */
    public Received received() {
        return ledger.snapshot();
    }

    /** For tests of this module. */
    Ledger ledger() {
        return ledger;
    }

    /** Replaces the faults in force; none ends all failures. */
    public void faults(Fault... replacement) {
        faults.replace(List.of(replacement));
    }

    /** Everything as it was at the start: empty books, and the faults of the options. */
    public void reset() {
        routes.reset();
    }

    /** Stops listening, closes every connection and ends every delay. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
