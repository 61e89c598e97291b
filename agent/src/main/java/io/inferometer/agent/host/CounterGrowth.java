package io.inferometer.agent.host;

/**
 * A counter that never steps back, whatever its source does: it starts at the source's first value and grows as the source
 * grows. Used by one thread.
 */
final class CounterGrowth {

    private double total;
    private double last = Double.NaN;
    private boolean hasValue;

    /**
     * Returns the counter after the source told this value.
     *
     * @param value known, not NaN
     */
    double next(double value) {
        if (!hasValue) {
            total = value;
            hasValue = true;
        } else if (value > last) {
            total += value - last;
        }
        last = value;
        return total;
    }

    /** Whether the source's last value was greater than this one. */
    boolean isAbove(double value) {
        return last > value;
    }

    /** From now on the source is another one: its next value is where growth starts, and is none. */
    void rebase() {
        last = Double.NaN;
    }
}
