package io.inferometer.exporter.statsd;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One attempt to send a window: packs its lines into datagrams, none of which is cut, and counts those that arrived. One thread. */
final class Transmission {

    /** What fits into an Ethernet frame with IPv6 and the headers of a tunnel: a longer datagram may be cut up, or lost whole. */
    static final int LONGEST = 1432;

    /** Datagrams between two pauses. */
    static final int BURST = 16;

    private final ByteBuffer datagram = ByteBuffer.allocate(LONGEST);

    /** Of earlier attempts. */
    private final int before;

    /** Packed so far, of earlier attempts too. */
    private int packed;

    private int arrived;

    /** @param before how many datagrams of the same window arrived in earlier attempts */
    Transmission(int before) {
        this.before = before;
        this.arrived = before;
    }

    void add(List<String> lines, UdpSender sender) throws IOException, InterruptedException {
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            if (datagram.position() > 0 && datagram.remaining() < bytes.length + 1) {
                endDatagram(sender);
            }
            if (datagram.position() > 0) {
                datagram.put((byte) '\n');
            }
            datagram.put(bytes);
        }
    }

    /** The next line begins a datagram. */
    void endDatagram(UdpSender sender) throws IOException, InterruptedException {
        if (datagram.position() == 0) {
            return;
        }
        if (packed >= before) {
            send(sender);
        }
        packed++;
        datagram.clear();
    }

    private void send(UdpSender sender) throws IOException, InterruptedException {
        try {
            sender.send(datagram.flip());
        } catch (PortUnreachableException refused) {
            // The one before: that is how UDP tells.
            takeBack();
            throw refused;
        }
        if (arrived == before) {
            // A receiver that is away is noticed before all is sent in vain.
            sender.awaitRefusal();
        } else {
            sender.throwIfRefused();
        }
        arrived++;
        if (arrived % BURST == 0) {
            Thread.sleep(1);
        }
    }

    /** Sends the last datagram and waits until it would have been refused. */
    void finish(UdpSender sender) throws IOException, InterruptedException {
        endDatagram(sender);
        if (arrived > before + 1) {
            try {
                sender.awaitRefusal();
            } catch (IOException refused) {
                takeBack();
                throw refused;
            }
        }
    }

    private void takeBack() {
        arrived = Math.max(before, arrived - 1);
    }

    /** Returns how many datagrams of the window have arrived, as far as UDP tells. */
    int arrived() {
        return arrived;
    }

    /** Returns whether there was nothing to send. */
    boolean isEmpty() {
        return packed == 0;
    }
}
