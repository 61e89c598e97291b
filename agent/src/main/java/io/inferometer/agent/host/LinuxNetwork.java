package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
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
    private final GrowingSum received = new GrowingSum();
    private final GrowingSum sent = new GrowingSum();

    LinuxNetwork(File root) {
        interfaces = new File(root, "proc/net/dev");
    }

    @Override
    public void read(Readings readings) throws IOException {
        String text = ProcFile.read(interfaces);
        int line = 0;
        for (int i = 0; i < HEADER_LINES; i++) {
            line = text.indexOf('\n', line) + 1;
        }
        for (int colon; (colon = text.indexOf(':', line)) > 0; line = text.indexOf('\n', colon) + 1) {
            String name = text.substring(line, colon).trim();
            if (!name.equals("lo")) {
                received.add(name, ProcFile.numberAt(text, colon));
                sent.add(name, ProcFile.numberAt(text, ProcFile.skipWords(text, colon + 1, SENT)));
            }
        }
        readings.add(SampleMetric.HOST_NETWORK_RECEIVED_BYTES, received.total());
        readings.add(SampleMetric.HOST_NETWORK_SENT_BYTES, sent.total());
    }
}
