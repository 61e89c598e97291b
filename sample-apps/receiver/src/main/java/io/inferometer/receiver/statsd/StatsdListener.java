package io.inferometer.receiver.statsd;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A UDP socket on loopback. Thread-safe. */
public final class StatsdListener implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 65_507;

    /** What comes while the thread waits for a core. */
    private static final int BUFFER = 8 << 20;

    private static final long LONGEST_CLOSE_MILLIS = 5_000;

    private final DatagramSocket socket;
    private final StatsdBooks books;
    private final Thread receiver = new Thread(this::receive, "inferometer-receiver-statsd");

    private StatsdListener(int port, StatsdBooks books) throws IOException {
        this.socket = new DatagramSocket(null);
        this.books = books;
        socket.setReceiveBufferSize(BUFFER);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Listens from now on.
     *
     * @param port 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    public static StatsdListener start(int port, StatsdBooks books) throws IOException {
        StatsdListener listener = new StatsdListener(port, books);
        listener.receiver.setDaemon(true);
        listener.receiver.start();
        return listener;
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void receive() {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                books.put(buffer, packet.getLength());
            } catch (IOException closed) {
                // By close(): there is nothing more to come.
                return;
            }
        }
    }

    /** Once it has returned, the port is free: the system keeps a socket open as long as a thread waits at it. */
    @Override
    public void close() {
        socket.close();
        try {
            receiver.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException notWaiting) {
            Thread.currentThread().interrupt();
        }
    }
}
