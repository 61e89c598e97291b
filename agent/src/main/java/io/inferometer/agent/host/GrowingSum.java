package io.inferometer.agent.host;

import java.util.HashMap;
import java.util.Map;

/**
 * The sum of counters of which some come and go, such as those of network interfaces: what one has counted stays in the sum when it
 * is gone. Remembers those of the last look only. Used by one thread.
 */
final class GrowingSum {

    private Map<String, Double> before = Map.of();
    private Map<String, Double> now = new HashMap<>();
    private double sum;

    /** Adds what one counter grew by since the last look, everything if it is new. Unknown values are left out. */
    void add(String key, double value) {
        if (value >= 0) {
            sum += Math.max(0, value - before.getOrDefault(key, 0.0));
            now.put(key, value);
        }
    }

    /** Ends a look, and returns the sum. */
    double total() {
        before = now;
        now = new HashMap<>();
        return sum;
    }
}
