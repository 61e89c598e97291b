package io.inferometer.agent.clock;

/**
 * A counter read between two readings of {@link System#nanoTime}. Immutable.
 *
 * @param before nanoseconds before the counter was read
 * @param ticks the counter
 * @param after nanoseconds after it was read
 */
record Reading(long before, long ticks, long after) {

    long width() {
        return after - before;
    }

    /** Returns the likeliest time of the reading, in nanoseconds. */
    long nanos() {
        return before + width() / 2;
    }
}
