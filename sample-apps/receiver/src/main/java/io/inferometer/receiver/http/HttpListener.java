package io.inferometer.receiver.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback. Thread-safe. */
public final class HttpListener implements AutoCloseable {
    private static final int CONNECTIONS = 256;

    private final ServerSocket server;
    private final RequestHandler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    private HttpListener(int port, RequestHandler handler) throws IOException {
        this.server = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        this.handler = handler;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(CONNECTIONS + 1, task -> {
            Thread thread = new Thread(task, "inferometer-receiver-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Listens from now on.
     *
     * @param port 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    public static HttpListener start(int port, RequestHandler handler) throws IOException {
        HttpListener listener = new HttpListener(port, handler);
        listener.threads.execute(listener::accept);
        return listener;
    }

    /** Where it listens. */
    public URI address() {
        String host = server.getInetAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getLocalPort());
    }

    /** Stops listening, closes every connection and ends every delay. */
    @Override
    public void close() {
        closeQuietly(server);
        threads.shutdownNow();
        open.forEach(HttpListener::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                // Closed, or this one connection is gone already: nobody to tell in either case.
                open.removeIf(Socket::isClosed);
            }
        }
        open.forEach(HttpListener::closeQuietly);
    }

    private void serve(Socket socket) {
        try (socket) {
            new Connection(socket, handler).serve();
        } catch (IOException e) {
            // The client is gone, or has been silent for too long: nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void closeQuietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            // What cannot be closed is not open.
        }
    }
}
