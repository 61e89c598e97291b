package io.inferometer.exporter.awsclient.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends requests over HTTP/1.1, with a body that fits in memory, and follows no redirect. Keeps one connection for the next
 * request. Thread-safe.
 */
public final class SocketHttpClient implements SdkHttpClient {

    /** Shorter than most servers wait before they close an idle connection. */
    private static final long MAX_IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ProxySettings proxies;
    private final int connectMillis;
    private final long requestNanos;
    private final AtomicReference<HttpConnection> idle = new AtomicReference<>();
    private volatile boolean isClosed;

    /**
     * @param connectTimeout how long to wait for each address of a server
     * @param requestTimeout how long a request may take, from connecting to the last byte of the response
     */
    public SocketHttpClient(ProxySettings proxies, Duration connectTimeout, Duration requestTimeout) {
        this.proxies = proxies;
        this.connectMillis = (int) connectTimeout.toMillis();
        this.requestNanos = requestTimeout.toNanos();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(this, request, requestNanos);
    }

    /** Closes the idle connection. Requests that are under way go on. */
    @Override
    public void close() {
        isClosed = true;
        closeIdle();
    }

    @Override
    public String clientName() {
        return "InferometerSockets";
    }

    /** Returns the idle connection if it leads to the server, else one that {@link #open} has to open. */
    HttpConnection connection(Origin origin) {
        HttpConnection kept = idle.getAndSet(null);
        if (kept != null) {
            if (kept.origin().equals(origin) && kept.isUsable(MAX_IDLE_NANOS)) {
                return kept;
            }
            kept.close();
        }
        return new HttpConnection(origin, proxies.proxy(origin));
    }

    void open(HttpConnection connection) throws IOException {
        if (connection.in() == null) {
            connection.open(connectMillis);
        }
    }

    /** Takes back a connection whose response was read to the end. */
    void rest(HttpConnection connection) {
        connection.rest();
        HttpConnection other = idle.getAndSet(connection);
        if (other != null) {
            other.close();
        }
        if (isClosed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        HttpConnection kept = idle.getAndSet(null);
        if (kept != null) {
            kept.close();
        }
    }
}
