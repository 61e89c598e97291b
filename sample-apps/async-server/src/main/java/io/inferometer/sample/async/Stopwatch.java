package io.inferometer.sample.async;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long one request took in each step, for its caller. Used by one thread. */
final class Stopwatch {

    private final Map<String, Long> laps = new LinkedHashMap<>();
    private long lap = System.nanoTime();

    void restart() {
        lap = System.nanoTime();
    }

    /** Notes the time since the lap before as that of one step. */
    void lap(String step) {
        long now = System.nanoTime();
        laps.put(step, now - lap);
        lap = now;
    }

    Map<String, Long> laps() {
        return laps;
    }
}
