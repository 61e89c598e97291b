package io.inferometer.agent.clock;

import io.inferometer.agent.record.CallClock;

/**
 * A clock that follows a counter for a while, and {@link System#nanoTime} before and afterwards. Where it changes from one to the other
 * it is ahead by no more than reading both takes, and never back. Thread-safe; changed by one thread.
 */
abstract class CounterClock extends CallClock {

    private static final int READINGS = 1000;

    private volatile boolean counting;

    /** Ahead of {@link System#nanoTime} since the counter was left, so that no call takes less for it. Written before that is seen. */
    private volatile long lead;

    private volatile String problem = "";

    /** Null before {@link #follow}; of the one thread. */
    private Scale scale;

    @Override
    public final long nanos() {
        return counting ? counted() : nanoTime() + lead;
    }

    /** Returns the counter as it is now. */
    abstract long ticks();

    /** Returns the counter's nanoseconds now, by the scale that {@link #keep} was given. */
    abstract long counted();

    /** Takes the scale for good. Called once, before {@link #counted}. */
    abstract void keep(Scale calibrated);

    /** {@link System#nanoTime}. */
    long nanoTime() {
        return System.nanoTime();
    }

    /** Follows the counter from now on. Called once at most. */
    final void follow(Scale calibrated) {
        scale = calibrated;
        keep(calibrated);
        // Links and initialises here what the application's threads are about to use.
        counted();
        counting = true;
    }

    /**
     * Follows {@link System#nanoTime} for good.
     *
     * @param why the reason
     */
    final void leave(String why) {
        problem = why;
        if (counting) {
            Reading now = read();
            // As early as it may have been: the clock then goes on from a little later, never from before.
            lead = scale.nanos(now.ticks()) - now.before();
            counting = false;
        }
    }

    /** Reads both clocks: the narrowest of many readings, for a thread may be held up in between, and the first are of code that was never run. */
    final Reading read() {
        Reading best = readOnce();
        for (int i = 1; i < READINGS; i++) {
            Reading next = readOnce();
            best = next.width() < best.width() ? next : best;
        }
        return best;
    }

    private Reading readOnce() {
        long before = nanoTime();
        long ticks = ticks();
        return new Reading(before, ticks, nanoTime());
    }

    /** The scale that it follows; null before. */
    final Scale scale() {
        return scale;
    }

    @Override
    public final boolean isCounter() {
        return counting;
    }

    @Override
    public final long lead() {
        return nanos() - nanoTime();
    }

    @Override
    public final String problem() {
        return problem;
    }
}
