package io.inferometer.agent.clock;

/**
 * Turns readings of a counter into nanoseconds: a line through one instant. Immutable.
 *
 * @param ticks the counter at that instant
 * @param nanos nanoseconds at that instant
 * @param multiplier nanoseconds per tick, times 2^61
 */
record Scale(long ticks, long nanos, long multiplier) {

    /** Readings this far from the instant, in ticks either way, are turned exactly: nine years at 4 GHz. */
    static final long RANGE = 1L << 60;

    /** The high half of a product of 128 bits has 64 bits less; these many of them are shifted in beforehand. */
    private static final int SHIFT = 3;

    private static final double UNIT = 0x1p61;

    /** A multiplier has 63 bits: counters slower than this do not fit, and there are none. */
    private static final double MOST_NANOS_PER_TICK = 4;

    /**
     * A line through two instants, which goes on from the second.
     *
     * @throws IllegalArgumentException if the counter goes back, or by less than 250 MHz
     */
    static Scale through(long fromTicks, long fromNanos, long toTicks, long toNanos) {
        double nanosPerTick = (double) (toNanos - fromNanos) / (toTicks - fromTicks);
        // Written so that no number is refused, too.
        if (!(nanosPerTick > 0 && nanosPerTick < MOST_NANOS_PER_TICK)) {
            throw new IllegalArgumentException("the counter advanced by " + (toTicks - fromTicks) + " in "
                    + (toNanos - fromNanos) + " ns, which no time-stamp counter does");
        }
        return new Scale(toTicks, toNanos, (long) (nanosPerTick * UNIT));
    }

    /** Returns the nanoseconds at a reading, rounded down. It takes one multiplication. */
    long nanos(long reading) {
        return nanos + Math.multiplyHigh((reading - ticks) << SHIFT, multiplier);
    }

    /** Returns ticks per second. */
    double frequency() {
        return 1e9 * UNIT / multiplier;
    }
}
