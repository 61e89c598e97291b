package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;

/**
 * Traffic of the network interfaces together, without loopback, by {@code /proc/net/dev}; inside a container those of the
 * container. A bridge and the interfaces behind it each count what passes them.
 */
final class LinuxNetwork implements Probe {

    private static final int HEADER_LINES = 2;
    /** Words from the bytes received to the bytes sent. */
    private static final int SENT = 8;

    private final File interfaces;

    LinuxNetwork(File root) {
        interfaces = new File(root, "proc/net/dev");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(interfaces);
        double received = 0;
        double sent = 0;
        int line = 0;
        for (int i = 0; i < HEADER_LINES; i++) {
            line = text.indexOf('\n', line) + 1;
        }
        for (int colon; (colon = text.indexOf(':', line)) > 0; line = text.indexOf('\n', colon) + 1) {
            if (!text.substring(line, colon).trim().equals("lo")) {
                received += ProcFile.numberAt(text, colon);
                sent += ProcFile.numberAt(text, ProcFile.skipWords(text, colon + 1, SENT));
            }
        }
        readings.counter(
                "inferometer_host_network_received_bytes_total",
                "Bytes received by all network interfaces but loopback.",
                received);
        readings.counter(
                "inferometer_host_network_sent_bytes_total",
                "Bytes sent by all network interfaces but loopback.",
                sent);
    }
}
