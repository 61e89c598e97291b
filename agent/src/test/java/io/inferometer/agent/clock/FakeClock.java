package io.inferometer.agent.clock;

/** A clock whose two times a test moves. */
final class FakeClock extends CounterClock {

    /** {@link System#nanoTime}, as the clock is told. */
    long time = 5_000_000_000_000L;

    private long counter = 123_456_789_012L;
    private double fraction;
    private Scale kept;

    /** Both go on, the counter with this frequency in GHz. */
    void pass(long nanos, double gigahertz) {
        time += nanos;
        double ticks = nanos * gigahertz + fraction;
        counter += (long) Math.floor(ticks);
        fraction = ticks - Math.floor(ticks);
    }

    /** The counter alone jumps. */
    void jump(long ticks) {
        counter += ticks;
    }

    @Override
    long ticks() {
        return counter;
    }

    @Override
    long counted() {
        return kept.nanos(ticks());
    }

    @Override
    void keep(Scale calibrated) {
        kept = calibrated;
    }

    @Override
    long nanoTime() {
        return time;
    }
}
