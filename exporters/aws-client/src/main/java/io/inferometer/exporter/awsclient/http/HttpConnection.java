package io.inferometer.exporter.awsclient.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection to a server, direct or through a proxy. Used by one thread at a time, but for {@link #close}, which ends
 * whatever the connection waits for.
 */
final class HttpConnection implements Closeable {

    /** Looking for what the server has done meanwhile takes a millisecond, which requests in a row need not wait. */
    private static final long UNWATCHED_NANOS = 20_000_000;

    private final Origin origin;
    private final Optional<ProxyServer> proxy;
    /** The innermost socket: closing it waits for nobody, as closing TLS may. */
    private volatile Socket base;

    private volatile boolean isClosed;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private long deadline;
    private boolean hasAnswered;
    private long idleSince;

    HttpConnection(Origin origin, Optional<ProxyServer> proxy) {
        this.origin = origin;
        this.proxy = proxy;
    }

    Origin origin() {
        return origin;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** The proxy that is to pass each request on; one that only passes a tunnel's bytes is none. */
    Optional<ProxyServer> forwarder() {
        return origin.isSecure() ? Optional.empty() : proxy;
    }

    /** Begins a request: from now on, reading fails at the deadline. */
    void begin(long nanoTime) {
        deadline = nanoTime;
        hasAnswered = false;
    }

    /** Whether the server has sent a byte since the request began. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    void open(int connectMillis) throws IOException {
        if (proxy.isEmpty()) {
            connect(origin.host(), origin.port(), connectMillis);
        } else {
            openThrough(proxy.get(), connectMillis);
        }
        if (origin.isSecure()) {
            secure(origin.host(), origin.port());
        }
        in = new BufferedInputStream(new AnswerInput(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    private void openThrough(ProxyServer server, int connectMillis) throws IOException {
        try {
            connect(server.host(), server.port(), connectMillis);
            if (server.isSecure()) {
                secure(server.host(), server.port());
            }
        } catch (IOException failure) {
            throw new ProxyException("the proxy " + server + " cannot be reached, "
                    + failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        if (origin.isSecure()) {
            tunnel(server);
        }
    }

    private void connect(String host, int port, int millis) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : addresses(host)) {
            // Any other socket asks the application's ProxySelector.
            base = new Socket(Proxy.NO_PROXY);
            try {
                if (isClosed) {
                    throw new IOException("aborted");
                }
                base.connect(new InetSocketAddress(address, port), Math.min(millis, millisLeft()));
                base.setTcpNoDelay(true);
                socket = new DeadlineSocket(base, this::millisLeft);
                return;
            } catch (IOException next) {
                base.close();
                failure = next;
            }
        }
        throw failure;
    }

    /** The JDK words a failed look-up in one way the first time and in another from then on. */
    private static InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException(host);
        }
    }

    private void secure(String host, int port) throws IOException {
        socket = TlsSockets.over(socket, host, port);
    }

    private void tunnel(ProxyServer server) throws IOException {
        String request = "CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: " + origin.authority() + "\r\n"
                + server.authorization()
                        .map(value -> "Proxy-Authorization: " + value + "\r\n")
                        .orElse("")
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        // Unbuffered: what follows the head belongs to TLS.
        InputStream answers = socket.getInputStream();
        ResponseHead head = ResponseHead.read(answers);
        while (head.isInterim()) {
            head = ResponseHead.read(answers);
        }
        if (head.status() >= 300) {
            throw ProxyException.refusal(server, head);
        }
    }

    /** Keeps the connection for another request. */
    void rest() {
        idleSince = System.nanoTime();
    }

    /**
     * Whether a rested connection may serve another request: young enough, not closed by the server. One that the server closed
     * within the last moments passes, and is replaced when the request fails.
     */
    boolean isUsable(long maxIdleNanos) {
        long idle = System.nanoTime() - idleSince;
        if (isClosed || idle > maxIdleNanos) {
            return false;
        }
        begin(System.nanoTime() + 1_000_000);
        try {
            if (idle < UNWATCHED_NANOS) {
                return in.available() == 0;
            }
            in.read();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        Socket open = base;
        if (open != null) {
            try {
                open.close();
            } catch (IOException closed) {
                // It is of no use any more, whatever it says.
            }
        }
    }

    private int millisLeft() throws SocketTimeoutException {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.max(1, nanos / 1_000_000);
    }

    /** Notes that the server sends something. */
    private final class AnswerInput extends FilterInputStream {

        AnswerInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return answered(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return answered(super.read(bytes, offset, length));
        }

        private int answered(int result) {
            hasAnswered |= result >= 0;
            return result;
        }
    }
}
