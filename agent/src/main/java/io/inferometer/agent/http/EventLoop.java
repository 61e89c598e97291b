package io.inferometer.agent.http;

import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** Watches all sockets from one thread, and sleeps without a timer while there is no connection. */
final class EventLoop implements Task {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WARNINGS = 16;

    /** The system's own limit is 4 MiB for each client, which containers pay for, and so much is slower: it leaves the processor's caches. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Function<Request, Response> routes;
    private final Consumer<String> warnings;
    private final long patienceNanos;
    private final ThreadErrors errors;
    private final Buffers buffers = new Buffers();
    private final Gzips gzips = new Gzips();
    private final Set<String> said = new HashSet<>();
    private volatile boolean stopped;

    /** Each request must come, and each slice of an answer go, within the patience. */
    EventLoop(
            ServerSocketChannel server,
            Function<Request, Response> routes,
            Consumer<String> warnings,
            ThreadErrors errors,
            Duration patience)
            throws IOException {
        this.patienceNanos = patience.toNanos();
        this.server = server;
        this.routes = routes;
        this.warnings = warnings;
        this.errors = errors;
        this.selector = Selector.open();
        try {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (Throwable e) {
            selector.close();
            throw e;
        }
    }

    /** Ends the loop soon; may be called by any thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public boolean turn() throws IOException {
        if (stopped || !server.isOpen() || !selector.isOpen()) {
            close();
            return false;
        }
        selector.select(timeoutMillis());
        boolean newcomers = false;
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                proceed(connection, false);
            } else {
                newcomers |= key.isValid();
            }
        }
        if (newcomers) {
            // Last: only now is it known which connections have nothing to say.
            acceptAll();
        }
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (Connection connection : connections()) {
            if (connection.remainingNanos(now) < 0) {
                proceed(connection, true);
            }
        }
        if (selector.keys().size() == 1) {
            gzips.clear();
        }
        return true;
    }

    /** No port stays open that nobody listens at. */
    void close() throws IOException {
        try (selector;
                server) {
            connections().forEach(Connection::close);
        }
    }

    private void proceed(Connection connection, boolean expired) {
        try {
            if (expired) {
                connection.expire();
            } else {
                connection.proceed();
            }
        } catch (IOException e) {
            // The client went away, as clients do.
            connection.close();
        } catch (Throwable e) {
            connection.close();
            errors.count(e);
            warnOnce("http: a connection was given up: " + e);
        }
    }

    /** All there is room for: of those that wait here, each would wait for everything that the others ask for in a turn. */
    private void acceptAll() {
        boolean more = accept();
        while (more && connections().size() < MAX_CONNECTIONS) {
            more = accept();
        }
    }

    /** Whether there was one to accept, and room for it. */
    private boolean accept() {
        SocketChannel channel = null;
        try {
            if (!makeRoom()) {
                return false;
            }
            channel = server.accept();
            if (channel == null) {
                return false;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(this, channel, key));
            return true;
        } catch (Throwable e) {
            discard(channel);
            // Out of file descriptors, most likely: the selector would report the same again at once.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            warnOnce("http: a connection could not be accepted: " + e);
            return false;
        }
    }

    /** A connection that is not among those watched would stay open. */
    private static void discard(SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Its file descriptor is given back all the same.
                return;
            }
        }
    }

    /** Whether clients are to come back with a connection of their own: one that waits for a next request may be in another's way. */
    boolean isCrowded() {
        return connections().size() > MAX_CONNECTIONS / 2;
    }

    /** Whether one connection more is within the bound. Who finds no room waits in the system's queue. */
    private boolean makeRoom() {
        List<Connection> open = connections();
        if (open.size() < MAX_CONNECTIONS) {
            return true;
        }
        long now = System.nanoTime();
        Optional<Connection> least = open.stream()
                .filter(connection -> connection.isDispensable(now))
                .min(Comparator.comparingLong(connection -> connection.remainingNanos(now)));
        least.ifPresent(Connection::close);
        if (least.isEmpty()) {
            // The selector would report the newcomer again at once.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return least.isPresent();
    }

    /** The answer; whatever goes wrong in making it becomes one. */
    Response answer(Request request) {
        try {
            return routes.apply(request);
        } catch (Throwable e) {
            return failure(request, e);
        }
    }

    /** What is answered instead of an answer that failed before anything of it was sent. */
    Response failure(Request request, Throwable e) {
        errors.count(e);
        warnOnce("http: " + path(request) + " could not be answered: " + e);
        return isOutOfMemory(e)
                ? Response.text(503, "the heap of this JVM is full").with("Retry-After", "5")
                : Response.text(500, "the snapshot could not be taken: " + e);
    }

    private static boolean isOutOfMemory(Throwable e) {
        return e instanceof OutOfMemoryError || (e.getCause() != null && isOutOfMemory(e.getCause()));
    }

    /** An answer failed of which the client has the beginning. */
    void cut(Request request, Throwable e) {
        errors.count(e);
        warnOnce("http: the answer to " + path(request) + " was cut short: " + e);
    }

    private static String path(Request request) {
        return request == null ? "a malformed request" : request.path();
    }

    Buffers buffers() {
        return buffers;
    }

    Gzips gzips() {
        return gzips;
    }

    long patienceNanos() {
        return patienceNanos;
    }

    private void warnOnce(String line) {
        if (said.size() < MAX_WARNINGS && said.add(line)) {
            warnings.accept(line);
        }
    }

    private List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                all.add(connection);
            }
        }
        return all;
    }

    /** Returns the time until the first deadline or the next part of an answer; 0, which means no limit, without a connection. */
    private long timeoutMillis() {
        long now = System.nanoTime();
        List<Connection> all = connections();
        long first = Long.MAX_VALUE;
        for (Connection connection : all) {
            first = Math.min(first, connection.remainingNanos(now));
        }
        return all.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first) + 1);
    }
}
