package io.inferometer.agent.http;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.thread.UninterruptedThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/** The open port. Thread-safe. */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLoop loop;
    private final URI address;
    private final int portUnavailable;

    private Listener(EventLoop loop, URI address, int portUnavailable) {
        this.loop = loop;
        this.address = address;
        this.portUnavailable = portUnavailable;
    }

    /**
     * Opens the port, or a free one from the system when it is taken, and serves it from a daemon thread.
     *
     * @param host a name or address of this machine
     * @param port 0 to 65535; 0 lets the system choose
     * @param allowRemote whether the host may be other than loopback
     * @param source asked on the listener's thread
     * @param warnings takes one line for the log; called on the listener's thread
     * @param errors takes what the listener's thread survives
     * @throws IOException when there is nothing to serve on; its message names setting, value and remedy
     */
    public static Listener start(
            String host,
            int port,
            boolean allowRemote,
            SnapshotSource source,
            Consumer<String> warnings,
            ThreadErrors errors)
            throws IOException {
        return start(host, port, allowRemote, source, warnings, errors, PATIENCE);
    }

    static Listener start(
            String host,
            int port,
            boolean allowRemote,
            SnapshotSource source,
            Consumer<String> warnings,
            ThreadErrors errors,
            Duration patience)
            throws IOException {
        InetAddress bound = bindable(host, allowRemote);
        ServerSocketChannel server = open(host, bound, port);
        EventLoop loop = null;
        try {
            int actual = ((InetSocketAddress) server.getLocalAddress()).getPort();
            HostGuard guard = bound.isLoopbackAddress() ? HostGuard.loopback(host) : HostGuard.NONE;
            int unavailable = port == 0 || actual == port ? 0 : port;
            loop = new EventLoop(server, new Routes(guard, source, unavailable), warnings, errors, patience);
            Listener listener = new Listener(loop, address(bound, actual), unavailable);
            new UninterruptedThread("http", loop, errors).start();
            return listener;
        } catch (Throwable e) {
            server.close();
            if (loop != null) {
                loop.close();
            }
            throw e;
        }
    }

    /**
     * Returns the address that a host name stands for.
     *
     * @throws IOException when there is none or it must not be listened on; its message names setting, value and remedy
     */
    public static InetAddress bindable(String host, boolean allowRemote) throws IOException {
        InetAddress address = resolve(host);
        if (!address.isLoopbackAddress() && !allowRemote) {
            throw new IOException("http.host=" + host + " can be reached from other machines: set"
                    + " http.allow-remote=true if that is wanted, or http.host=127.0.0.1");
        }
        return address;
    }

    private static InetAddress resolve(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "http.host=" + host + " is not known here: use 127.0.0.1 or an address of this machine", e);
        }
    }

    private static ServerSocketChannel open(String host, InetAddress bound, int port) throws IOException {
        if (port < 0 || port > 65535) {
            throw new IOException("http.port=" + port + " is no port: use 0 to 65535");
        }
        try {
            return bind(new InetSocketAddress(bound, port));
        } catch (IOException taken) {
            try {
                return bind(new InetSocketAddress(bound, 0));
            } catch (IOException e) {
                throw new IOException(
                        "http.host=" + host + ", http.port=" + port + ": no port can be opened there (" + e.getMessage()
                                + "): set http.host to an address of this machine",
                        e);
            }
        }
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(address, BACKLOG);
        } catch (Throwable e) {
            server.close();
            throw e;
        }
    }

    private static URI address(InetAddress bound, int port) {
        String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
    }

    /** Where the dashboard is; {@code metrics} resolved against it is the Prometheus endpoint. */
    public URI address() {
        return address;
    }

    /** Returns the port asked for when it could not be opened and a free one serves instead; 0 otherwise. */
    public int portUnavailable() {
        return portUnavailable;
    }

    /** Closes the port and all connections soon, without waiting for it. */
    @Override
    public void close() {
        loop.stop();
    }
}
