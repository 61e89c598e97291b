package io.inferometer.agent.http;

import io.inferometer.agent.thread.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** Watches all sockets from one thread, and sleeps without a timer while there is no connection. */
final class EventLoop implements Task {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WARNINGS = 16;
    private static final long MAX_UNWRITTEN_BYTES = 64L << 20;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Function<Request, Response> routes;
    private final Consumer<String> warnings;
    private final long patienceNanos;
    private long unwrittenBytes;
    private final Set<String> said = new HashSet<>();
    private volatile boolean stopped;

    /** Each request must come, and each answer go, within the patience. */
    EventLoop(
            ServerSocketChannel server,
            Function<Request, Response> routes,
            Consumer<String> warnings,
            Duration patience)
            throws IOException {
        this.patienceNanos = patience.toNanos();
        this.server = server;
        this.routes = routes;
        this.warnings = warnings;
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
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                proceed(connection);
            } else if (key.isValid()) {
                accept();
            }
        }
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (Connection connection : connections()) {
            if (connection.remainingNanos(now) < 0) {
                connection.close();
            }
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

    private void proceed(Connection connection) {
        try {
            connection.proceed();
        } catch (IOException e) {
            // The client went away, as clients do.
            connection.close();
        } catch (Throwable e) {
            connection.close();
            warnOnce("http: a connection was given up: " + e);
        }
    }

    private void accept() {
        SocketChannel channel = null;
        try {
            if (!makeRoom()) {
                return;
            }
            channel = server.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(this, channel, key));
        } catch (Throwable e) {
            discard(channel);
            // Out of file descriptors, most likely: the selector would report the same at once and for ever.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            warnOnce("http: a connection could not be accepted: " + e);
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
            // The selector would report the newcomer at once and for ever.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return least.isPresent();
    }

    /** The answer; whatever goes wrong in making it becomes one. */
    Response answer(Request request) {
        try {
            return routes.apply(request);
        } catch (Throwable e) {
            warnOnce("http: " + request.path() + " could not be answered: " + e);
            return Response.text(500, "the snapshot could not be taken: " + e);
        }
    }

    /** Encodes an answer, or another one that says there is no room for it. */
    ByteBuffer reserve(Response response, boolean close, boolean bodiless) {
        boolean room = unwrittenBytes + response.body().remaining() <= MAX_UNWRITTEN_BYTES;
        Response fitting = room
                ? response
                : Response.text(503, "other clients are too slow in reading their answers")
                        .with("Retry-After", "5");
        ByteBuffer encoded = fitting.encode(close, bodiless);
        unwrittenBytes += encoded.capacity();
        return encoded;
    }

    long patienceNanos() {
        return patienceNanos;
    }

    void release(ByteBuffer encoded) {
        unwrittenBytes -= encoded.capacity();
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

    /** Until the first deadline; 0, which is for ever, without a connection. */
    private long timeoutMillis() {
        long now = System.nanoTime();
        OptionalLong first = connections().stream()
                .mapToLong(connection -> connection.remainingNanos(now))
                .min();
        return first.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first.getAsLong()) + 1);
    }
}
