package io.inferometer.sample.async;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long one request took in each step, for its caller. Used by one thread. */
final class Stopwatch {

    private final long begin = System.nanoTime();
    private final Map<String, Long> laps = new LinkedHashMap<>();
    private long lap = begin;

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

    /** {@link System#nanoTime} when the work began: one clock for all JVMs of a machine. */
    long begin() {
        return begin;
    }
}
