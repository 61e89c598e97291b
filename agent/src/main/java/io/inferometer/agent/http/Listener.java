package io.inferometer.agent.http;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.thread.UninterruptedThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        ServerSocketChannel server = open(host, bindable(host, allowRemote), port);
        EventLoop loop = null;
        try {
            InetSocketAddress local = (InetSocketAddress) server.getLocalAddress();
            InetAddress bound = local.getAddress();
            int actual = local.getPort();
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
     * Returns the addresses that a host name stands for and that may be listened on, in the system's order; at least one.
     *
     * @throws IOException if there is none; its message names setting, value and remedy
     */
    public static List<InetAddress> bindable(String host, boolean allowRemote) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (InetAddress address : resolve(host)) {
            if (allowRemote || address.isLoopbackAddress()) {
                addresses.add(address);
            }
        }
        if (addresses.isEmpty()) {
            throw new IOException("http.host=" + host + " can be reached from other machines: set"
                    + " http.allow-remote=true if that is wanted, or http.host=127.0.0.1");
        }
        return addresses;
    }

    private static InetAddress[] resolve(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "http.host=" + host + " is not known here: use 127.0.0.1 or an address of this machine", e);
        }
    }

    /** The first address on which a port can be opened: {@code localhost} may stand for one that this machine does not have. */
    static ServerSocketChannel open(String host, List<InetAddress> addresses, int port) throws IOException {
        if (port < 0 || port > 65535) {
            throw new IOException("http.port=" + port + " is no port: use 0 to 65535");
        }
        IOException first = null;
        for (InetAddress address : addresses) {
            try {
                return open(address, port);
            } catch (UnsupportedAddressTypeException e) {
                first = first != null
                        ? first
                        : new IOException(
                                "http.host=" + host
                                        + " is an IPv6 address and this JVM uses IPv4 alone, as -Djava.net.preferIPv4Stack=true demands: set"
                                        + " http.host=127.0.0.1, or start the JVM without that flag",
                                e);
            } catch (IOException e) {
                first = first != null
                        ? first
                        : new IOException(
                                "http.host=" + host + ", http.port=" + port + ": no port can be opened there ("
                                        + e.getMessage() + "): set http.host to an address of this machine",
                                e);
            }
        }
        throw first;
    }

    private static ServerSocketChannel open(InetAddress address, int port) throws IOException {
        try {
            return bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            return bind(new InetSocketAddress(address, 0));
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
        // As browsers and people write it; Java writes all eight parts.
        host = bound.isLoopbackAddress() && host.contains(":") ? "::1" : host;
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
