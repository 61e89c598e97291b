package io.inferometer.exporter.statsd;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** A UDP socket that is connected, and so hears when its datagrams are refused. One thread. */
final class UdpSender implements Closeable {

    /** Within a machine a refusal comes at once, in a data centre within a millisecond. */
    static final int PATIENCE_MILLIS = 20;

    /** How long the system may be unable to take a datagram. */
    private static final int FULL_MILLIS = 1_000;

    private final DatagramChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(1);

    private UdpSender(DatagramChannel channel) {
        this.channel = channel;
    }

    /** @param address not resolved */
    static UdpSender open(InetSocketAddress address) throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            connect(channel, resolved);
            return new UdpSender(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static void connect(DatagramChannel channel, InetSocketAddress address) throws IOException {
        try {
            channel.connect(address);
        } catch (UnsupportedAddressTypeException unsupported) {
            throw new IOException(
                    "an IPv6 address, and this JVM uses IPv4 alone, as -Djava.net.preferIPv4Stack=true demands",
                    unsupported);
        }
    }

    /** @throws java.net.PortUnreachableException if an earlier datagram was refused; this one was not sent then */
    void send(ByteBuffer datagram) throws IOException, InterruptedException {
        for (int waited = 0; channel.write(datagram) == 0; waited++) {
            if (waited == FULL_MILLIS) {
                throw new IOException("the system's buffer is full");
            }
            Thread.sleep(1);
        }
    }

    /** @throws java.net.PortUnreachableException if the last datagram was refused, as far as is known by now */
    void throwIfRefused() throws IOException {
        // Answers are of no interest, but reading tells of a refusal.
        answer.clear();
        channel.read(answer);
    }

    /** @throws java.net.PortUnreachableException if the last datagram was refused */
    void awaitRefusal() throws IOException, InterruptedException {
        throwIfRefused();
        for (int waited = 0; waited < PATIENCE_MILLIS; waited++) {
            Thread.sleep(1);
            throwIfRefused();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
