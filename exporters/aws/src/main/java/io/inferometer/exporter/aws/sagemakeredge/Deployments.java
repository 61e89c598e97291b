package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Loads and closes that no delivered heartbeat has told of. What was sent once is sent again as it was, under the same name,
 * until a heartbeat that holds it is taken. Used by one thread.
 */
final class Deployments {

    /** Several hours of an ordinary server; one heartbeat in the worst case. */
    static final int MAX_WAITING = 256;

    /** One result. */
    static final int MAX_PER_RESULT = 64;

    private final Deque<Deployment> waiting = new ArrayDeque<>();
    private List<Deployment> sent = List.of();
    private long number;
    private long dropped;
    private boolean dropping;
    private Deployment firstDropped;
    private String runId = "";
    private long startMillis = -1;
    private int seen;

    /**
     * Takes what is new in a window. Windows whose heartbeat failed may come again, with later ones merged behind them: what
     * was taken from them before is not taken twice.
     */
    void add(Window window) {
        List<Deployment> all = window.deployments();
        boolean again =
                window.startMillis() == startMillis && window.resource().runId().equals(runId) && seen <= all.size();
        for (Deployment deployment : all.subList(again ? seen : 0, all.size())) {
            if (waiting.size() == MAX_WAITING) {
                Deployment oldest = waiting.removeFirst();
                firstDropped = dropping ? firstDropped : oldest;
                dropping = true;
                dropped++;
            }
            waiting.addLast(deployment);
        }
        runId = window.resource().runId();
        startMillis = window.startMillis();
        seen = all.size();
    }

    /** What the next heartbeat tells of, in order of time; empty when there is nothing. */
    List<Deployment> next() {
        if (sent.isEmpty() && !waiting.isEmpty()) {
            List<Deployment> result = new ArrayList<>();
            while (!waiting.isEmpty() && result.size() < MAX_PER_RESULT) {
                result.add(waiting.removeFirst());
            }
            sent = List.copyOf(result);
            number++;
        }
        return sent;
    }

    /** Makes what {@link #next} returns half as much, under another number; the rest waits. There must be more than one. */
    void halve() {
        int half = sent.size() / 2;
        for (int i = sent.size() - 1; i >= half; i--) {
            waiting.addFirst(sent.get(i));
        }
        sent = sent.subList(0, half);
        number++;
    }

    /** Which result of this run {@link #next} is, from 1. */
    long number() {
        return number;
    }

    /** The heartbeat with what {@link #next} told was taken. */
    void acknowledged() {
        sent = List.of();
        dropping = false;
    }

    /** The heartbeat with what {@link #next} told was refused for good, perhaps because of it: it must not block the next. */
    void refused() {
        dropped += sent.size();
        sent = List.of();
    }

    /** How many had to go, because too many waited, oldest first, or because they were refused. */
    long dropped() {
        return dropped;
    }

    /** The first that had to go since a heartbeat was last taken; null when it was told of already. */
    Deployment newlyDropped() {
        Deployment first = firstDropped;
        firstDropped = null;
        return first;
    }
}
