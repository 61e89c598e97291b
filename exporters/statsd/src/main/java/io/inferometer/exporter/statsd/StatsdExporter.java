package io.inferometer.exporter.statsd;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends windows. A receiver that is away is a reason to wait. */
final class StatsdExporter implements Exporter {

    /** Of how many windows is remembered how far they came. What is forgotten is sent from its beginning. */
    static final int UNFINISHED = 256;

    private record WindowId(String runId, long number) {}

    private final InetSocketAddress address;
    private final String runId;
    private final Map<WindowId, Integer> arrived = new LinkedHashMap<>();
    private long newestMillis = Long.MIN_VALUE;

    /**
     * @param address not resolved
     * @param runId of this JVM
     */
    StatsdExporter(InetSocketAddress address, String runId) {
        this.address = address;
        this.runId = runId;
    }

    @Override
    public Delivery export(Window window) {
        if (window.models().isEmpty()) {
            return Delivery.nothing();
        }
        WindowId id = new WindowId(window.resource().runId(), window.number());
        Transmission transmission = new Transmission(arrived.getOrDefault(id, 0));
        try (UdpSender sender = UdpSender.open(address)) {
            send(window, transmission, sender);
            arrived.remove(id);
            return transmission.isEmpty() ? Delivery.nothing() : Delivery.delivered();
        } catch (IOException failure) {
            stop(id, transmission);
            return Delivery.retryLater(SendFailure.describe(address, failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop(id, transmission);
            return Delivery.retryLater("interrupted");
        }
    }

    private void send(Window window, Transmission transmission, UdpSender sender)
            throws IOException, InterruptedException {
        boolean isNewest = window.resource().runId().equals(runId) && window.endMillis() >= newestMillis;
        List<String> gauges = new ArrayList<>();
        for (ModelStats model : window.models()) {
            ModelLines lines = ModelLines.of(model, window);
            transmission.add(lines.adding(), sender);
            if (isNewest) {
                gauges.addAll(lines.gauges());
            }
        }
        // In datagrams of their own: whether they are sent or not, the others are the same each time.
        transmission.endDatagram(sender);
        transmission.add(gauges, sender);
        transmission.finish(sender);
        newestMillis = isNewest ? window.endMillis() : newestMillis;
    }

    private void stop(WindowId id, Transmission transmission) {
        arrived.remove(id);
        if (transmission.arrived() == 0) {
            return;
        }
        if (arrived.size() == UNFINISHED) {
            arrived.remove(arrived.keySet().iterator().next());
        }
        arrived.put(id, transmission.arrived());
    }
}
