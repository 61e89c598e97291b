package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The calls of one model on one thread while only some of them read the clock. Every call is counted; those that are timed
 * send the count along, so that the reader can give each the weight of all since the last one it heard of. What was counted
 * and not heard of when somebody looks is accounted at once, with the latest duration, and never again: the sum of all weights
 * is the count, at any time.
 *
 * <p>The gaps between timed calls are random with the wanted mean: no period of the load can hide between them.
 *
 * <p>Written by its thread; {@link #account} and {@link #rest} belong to the reader.
 */
final class SampledCalls {

    /** In place of the start of a call that read no clock. */
    static final long NOT_TIMED = Long.MIN_VALUE;

    private static final VarHandle CALLS;

    static {
        try {
            CALLS = MethodHandles.lookup().findVarHandle(SampledCalls.class, "calls", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final ThreadLog log;
    final int model;
    final long number;
    private final Timing timing;

    @SuppressWarnings("FieldMayBeFinal") // written through CALLS
    private long calls;

    private int untilTimed = 1;
    private int gap;
    private long random;
    private long meanNanos;
    private long accounted;

    /** @param number unlike that of any other */
    SampledCalls(ThreadLog log, int model, long number, Timing timing) {
        this.log = log;
        this.model = model;
        this.number = number;
        this.timing = timing;
        this.gap = timing.firstGap();
        this.random = (number + 1) * 0x9E3779B97F4A7C15L;
    }

    /** Whether the call that begins now is to be timed. */
    boolean next() {
        if (--untilTimed > 0) {
            return false;
        }
        // xorshift64 (Marsaglia 2003); the upper half scaled to 1 … 2 × gap − 1, whose mean is the gap.
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        untilTimed = 1 + (int) (((random >>> 32) * (2L * gap - 1)) >>> 32);
        return true;
    }

    /** Counts a call that has ended. */
    void ended() {
        CALLS.setOpaque(this, calls + 1);
    }

    /** Counts a timed one. */
    void ended(long nanos) {
        meanNanos = meanNanos == 0 ? nanos : meanNanos + ((nanos - meanNanos) >> 3);
        gap = timing.gap(meanNanos);
        CALLS.setOpaque(this, calls + 1);
    }

    /** What an untimed call probably took. */
    long typicalNanos() {
        return meanNanos;
    }

    /** Calls ended so far. Any thread. */
    long calls() {
        return (long) CALLS.getOpaque(this);
    }

    /**
     * The weight of a timed call that was the {@code upTo}th: 0 when that one has been accounted already.
     */
    long account(long upTo) {
        long weight = Math.max(0, upTo - accounted);
        accounted += weight;
        return weight;
    }

    /** The weight of all calls that no timed one has accounted for. */
    long rest() {
        return account(calls());
    }
}
