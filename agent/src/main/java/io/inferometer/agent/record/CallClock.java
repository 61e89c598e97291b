package io.inferometer.agent.record;

/**
 * What calls are timed by: {@link System#nanoTime}, unless a subclass is chosen. A class and not an interface: as long as no
 * subclass is loaded, the JIT compiler takes {@link #nanos} for the only method there is. Thread-safe.
 */
public class CallClock {

    /** {@link System#nanoTime}. */
    public static final CallClock NANOTIME = new CallClock();

    /** For subclasses. */
    protected CallClock() {}

    /**
     * Returns nanoseconds since an instant of its own choosing. It runs as {@link System#nanoTime} does, to a ten-thousandth; where threads tell
     * each other of readings, a subclass may seem to run back by some hundred nanoseconds.
     */
    public long nanos() {
        return System.nanoTime();
    }

    /** Returns by how many nanoseconds this clock is ahead of {@link System#nanoTime} now; may be negative. */
    public long lead() {
        return 0;
    }

    /** Whether it reads a counter of the processor now. */
    public boolean isCounter() {
        return false;
    }

    /** Returns why it does not read what the option asks for; empty where it does. */
    public String problem() {
        return "";
    }
}
