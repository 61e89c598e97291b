package io.inferometer.receiver.statsd;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds lines up. Thread-safe: every method takes the monitor. */
public final class StatsdBooks {
    private static final int SERIES_KEPT = 10_000;

    private final Map<String, StatsdSeries> series = new TreeMap<>();
    private long datagrams;
    private int longest;
    private long brokenLines;

    synchronized void put(byte[] datagram, int length) {
        datagrams++;
        longest = Math.max(longest, length);
        for (String text : new String(datagram, 0, length, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                put(StatsdLine.parse(text));
            } catch (IllegalArgumentException broken) {
                brokenLines++;
            }
        }
    }

    private void put(StatsdLine line) {
        String key = line.name() + "|" + line.type() + "|" + line.tags();
        if (!series.containsKey(key) && series.size() == SERIES_KEPT) {
            throw new IllegalArgumentException("too many series");
        }
        series.merge(key, StatsdSeries.of(line), StatsdSeries::then);
    }

    /** Returns what came until now. */
    public synchronized ReceivedStatsd snapshot() {
        return new ReceivedStatsd(datagrams, longest, brokenLines, List.copyOf(series.values()));
    }

    /** Forgets it. */
    public synchronized void clear() {
        series.clear();
        datagrams = 0;
        longest = 0;
        brokenLines = 0;
    }
}
