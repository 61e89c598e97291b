package io.inferometer.benchmark.footprint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What exporters send to: an HTTP server that takes everything, and a UDP port that nobody reads. Thread-safe. */
final class Backend implements AutoCloseable {

    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final DatagramSocket socket;

    Backend() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        server.createContext("/", Backend::answer);
        server.start();
        socket = new DatagramSocket(0, here);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String datagrams() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        server.stop(0);
        socket.close();
    }
}
