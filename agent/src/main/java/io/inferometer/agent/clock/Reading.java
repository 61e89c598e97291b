package io.inferometer.agent.clock;

/**
 * A counter read between two readings of {@link System#nanoTime}. Immutable.
 *
 * @param before nanoseconds before the counter was read
 * @param ticks the counter
 * @param after nanoseconds after it was read
 */
record Reading(long before, long ticks, long after) {

    private static final int TRIES = 1000;

    /** Returns the narrowest of many: a thread may be held up in between, and its first readings are of code that was never run. */
    static Reading of(CounterClock clock) {
        Reading best = once(clock);
        for (int i = 1; i < TRIES; i++) {
            Reading next = once(clock);
            best = next.width() < best.width() ? next : best;
        }
        return best;
    }

    private static Reading once(CounterClock clock) {
        long before = clock.nanoTime();
        long ticks = clock.ticks();
        return new Reading(before, ticks, clock.nanoTime());
    }

    long width() {
        return after - before;
    }

    /** Returns the likeliest time of the reading, in nanoseconds. */
    long nanos() {
        return before + width() / 2;
    }
}
