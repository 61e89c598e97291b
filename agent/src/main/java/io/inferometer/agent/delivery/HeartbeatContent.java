package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.List;

/** What the next heartbeat will say: all windows since the last one that arrived, as one, without lines of requests and rows of the machine. Confined. */
final class HeartbeatContent {

    /** How far back a heartbeat may reach beyond its own period: what is older says nothing of the present. */
    static final Duration REACH = Duration.ofMinutes(15);

    /** Of deployments and of the application's metrics, so that an outage cannot make one grow without end. */
    static final int ITEMS = 1000;

    private final long reachMillis;
    private Window window;
    private int windows;

    HeartbeatContent(Duration period) {
        reachMillis = REACH.plus(period).toMillis();
    }

    /**
     * Adds the next window, or throws and has changed nothing. When the content would reach back too far, it is dropped first.
     *
     * @return how many windows were dropped
     */
    int add(Window next) {
        boolean tooFar = window != null && next.endMillis() - window.startMillis() > reachMillis;
        Window merged = bounded(window == null || tooFar ? next : window.then(next));
        int dropped = tooFar ? windows : 0;
        window = merged;
        windows = windows - dropped + 1;
        return dropped;
    }

    private static Window bounded(Window merged) {
        if (merged.deployments().size() <= ITEMS
                && merged.customMetrics().size() <= ITEMS
                && merged.requestLines().isEmpty()
                && merged.hostRows().isEmpty()) {
            return merged;
        }
        return merged.toBuilder()
                .requestLines(List.of())
                .hostRows(List.of())
                .deployments(newest(merged.deployments()))
                .customMetrics(newest(merged.customMetrics()))
                .build();
    }

    private static <T> List<T> newest(List<T> items) {
        return items.subList(Math.max(0, items.size() - ITEMS), items.size());
    }

    /** Null when there is nothing to say. */
    Window window() {
        return window;
    }

    /** How many windows it was made from. */
    int windows() {
        return windows;
    }

    /** It arrived; the next one starts empty. */
    void sent() {
        window = null;
        windows = 0;
    }
}
