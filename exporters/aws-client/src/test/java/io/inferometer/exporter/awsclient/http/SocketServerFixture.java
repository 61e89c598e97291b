package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A client and a server that answers what a test gives it, byte by byte if it is to. */
abstract class SocketServerFixture {

    static final Duration LIMIT = Duration.ofSeconds(2);

    final SocketHttpClient client = new SocketHttpClient(ProxySettings.NONE, LIMIT, LIMIT);
    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    ServerSocket server;
    volatile String answer = "";
    volatile boolean closes = true;
    volatile long pauseMillis;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    daemon(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    static void daemon(Runnable task) {
        Thread thread = new Thread(task, "server");
        thread.setDaemon(true);
        thread.start();
    }

    void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            do {
                StringBuilder request = new StringBuilder();
                int length = 0;
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                    length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
                }
                for (int i = 0; i < length; i++) {
                    request.append((char) in.read());
                }
                requests.add(request.toString());
                byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
                int step = pauseMillis == 0 ? Math.max(1, bytes.length) : 1;
                for (int at = 0; at < bytes.length; at += step) {
                    socket.getOutputStream().write(bytes, at, step);
                    Thread.sleep(pauseMillis);
                }
            } while (!closes);
        } catch (IOException | InterruptedException | NullPointerException ended) {
            // The client has gone.
        }
        ended.incrementAndGet();
    }

    ExecutableHttpRequest request(SdkHttpMethod method, String body, String... headers) {
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/a%20b?c=d%2Fe"));
        for (int i = 0; i < headers.length; i += 2) {
            head.putHeader(headers[i], headers[i + 1]);
        }
        HttpExecuteRequest.Builder request = HttpExecuteRequest.builder().request(head.build());
        if (!body.isEmpty()) {
            request.contentStreamProvider(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
        return client.prepareRequest(request.build());
    }

    String call() throws IOException {
        return text(request(SdkHttpMethod.POST, "body").call());
    }

    static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body =
                response.responseBody().orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
            return response.httpResponse().statusCode() + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
