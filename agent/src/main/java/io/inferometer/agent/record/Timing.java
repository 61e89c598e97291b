package io.inferometer.agent.record;

/**
 * Which calls read the clock: all, one in N on average, or as many as keep the agent's share of the calls' time below two per
 * cent. Immutable.
 */
public final class Timing {

    /** Every call. */
    public static final Timing ALL = new Timing(1);

    /** By the duration of the calls. */
    public static final Timing ADAPTIVE = new Timing(0);

    /**
     * What a call that is timed among others that are not costs more than these. 105 to 125 ns were measured, where one among timed
     * calls costs 63: the processor does not expect it. The rest is for the mean that the share is taken of, which has the clock's own
     * time and pauses of the garbage collector in it.
     */
    private static final double TIMED_NANOS = 150;

    /** What an untimed call costs more than none, with what instrumenting changes in the method's compiled code. */
    private static final double UNTIMED_NANOS = 8;

    private static final double SHARE = 0.02;
    private static final int WIDEST = 1024;

    private final int gap;

    private Timing(int gap) {
        this.gap = gap;
    }

    /**
     * One call in {@code n}.
     *
     * @param n at least 1
     */
    public static Timing oneIn(int n) {
        return n == 1 ? ALL : new Timing(n);
    }

    boolean isSampled() {
        return gap != 1;
    }

    int firstGap() {
        return Math.max(1, gap);
    }

    /** How many calls, on average, from one timed call to the next, when calls take {@code meanNanos}. */
    int gap(long meanNanos) {
        if (gap != 0) {
            return gap;
        }
        double allowed = SHARE * meanNanos - UNTIMED_NANOS;
        return allowed * WIDEST <= TIMED_NANOS ? WIDEST : Math.max(1, (int) Math.ceil(TIMED_NANOS / allowed));
    }
}
