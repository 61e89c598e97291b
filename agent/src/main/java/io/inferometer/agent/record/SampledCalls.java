package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The calls of one model at one site on one thread while only some of them read the clock. Every call is counted when it
 * begins and when it ends; those that are timed send the count along, so that the reader can give each the weight of all since
 * the last one it heard of. What was counted and not heard of when somebody looks is accounted at once, with the latest
 * duration, and never again: the sum of all weights is the count, at any time.
 *
 * <p>Two counters that only grow, instead of a place among the thread's {@link OpenCalls}: a processor works on both at the same
 * time, while what goes up and down again waits for itself.
 *
 * <p>The gaps between timed calls are random with the wanted mean: no period of the load can hide between them.
 *
 * <p>Written by its thread; {@link #weight}, {@link #account}, {@link #rest} and {@link #visit} belong to the reader.
 */
final class SampledCalls extends CacheLines {

    private static final VarHandle BEGUN;
    private static final VarHandle ENDED;
    private static final VarHandle FAILED;

    /** The outermost of this many calls, one inside the other, is looked for on the stack. */
    private static final int DOUBTFUL_CALLS = 1024;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BEGUN = lookup.findVarHandle(SampledCalls.class, "begun", long.class);
            ENDED = lookup.findVarHandle(SampledCalls.class, "ended", long.class);
            FAILED = lookup.findVarHandle(SampledCalls.class, "failed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What {@link InferenceSite#enter} answers for a call of these that is timed. */
    static final class Timed {
        final SampledCalls calls;

        private Timed(SampledCalls calls) {
            this.calls = calls;
        }
    }

    /** The owner; null, as the two below, once it has ended: sites keep a cache of these. */
    Thread thread;

    ThreadLog log;
    OpenCalls open;
    final int model;
    final int site;
    final long number;
    final Timed timed = new Timed(this);
    private final Timing timing;

    @SuppressWarnings("FieldMayBeFinal") // written through BEGUN
    private long begun;

    @SuppressWarnings("FieldMayBeFinal") // written through ENDED
    private long ended;

    /** Through FAILED, and by name where the stack may have ended. */
    @SuppressWarnings("UnusedVariable") // read through FAILED
    private long failed;

    /** Those that failed and have ended. */
    private long endedFailures;

    private long nextTimed;
    private int gap;
    private long random;
    private long meanNanos;
    private int inside;

    /** Owner only. Whether the thread samples other models at the same site. */
    boolean hasSiblings;

    /** The reader's. */
    private long accounted;

    private long endedWhenSeen = -1;
    private long seenAt;

    /** @param number unlike that of any other */
    SampledCalls(ThreadLog log, int model, int site, long number, Timing timing) {
        this.thread = log.thread;
        this.log = log;
        this.open = log.open;
        this.model = model;
        this.site = site;
        this.number = number;
        this.timing = timing;
        this.gap = timing.firstGap();
        this.random = (number + 1) * 0x9E3779B97F4A7C15L;
    }

    /** Whether the call that is about to begin is to be timed. */
    boolean isNextTimed() {
        return begun >= nextTimed;
    }

    /** Chooses the next call to be timed, after the one that is about to begin. */
    void chooseNext() {
        // xorshift64 (Marsaglia 2003); the upper half scaled to 1 … 2 × gap − 1, whose mean is the gap.
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        nextTimed = begun + 1 + (((random >>> 32) * (2L * gap - 1)) >>> 32);
    }

    /** Counts a call that begins. */
    void begin() {
        BEGUN.setOpaque(this, begun + 1);
    }

    /** Counts a call that has ended well. */
    void end() {
        ENDED.setRelease(this, ended + 1);
    }

    /** Counts a timed one. */
    void end(long nanos) {
        meanNanos = meanNanos == 0 ? nanos : meanNanos + ((nanos - meanNanos) >> 3);
        gap = timing.gap(meanNanos);
        end();
    }

    /** Takes out a call that has failed, which is recorded by itself. */
    void fail() {
        takeOut(1);
    }

    private void takeOut(long calls) {
        try {
            // Before the end: a reader that sees the end sees the failure.
            FAILED.setOpaque(this, endedFailures + calls);
            ENDED.setRelease(this, ended + calls);
        } catch (Throwable endOfStack) {
            failed = endedFailures;
            throw endOfStack;
        }
        endedFailures += calls;
    }

    /** Owner only. Whether a call of these has begun and not ended. */
    boolean isOpen() {
        return begun != ended;
    }

    /** Owner only: another call begins inside one of these. Whether it is time to see if that one is still there. */
    boolean isDoubtful() {
        return (++inside & (DOUBTFUL_CALLS - 1)) == 0;
    }

    /** Owner only: no more than so many of them are on the stack; the exits of the others were lost, and so are they. */
    void keepOpen(int live) {
        long lost = begun - ended - live;
        if (lost > 0) {
            takeOut(lost);
            open.lost += lost;
        }
    }

    /** The reader, once there is no owner any more: those still open are lost. */
    long lostInTheEnd() {
        return begun - ended;
    }

    /** What an untimed call probably took. */
    long typicalNanos() {
        return meanNanos;
    }

    /** Calls that ended well so far. Any thread. */
    long calls() {
        long ends = (long) ENDED.getAcquire(this);
        return ends - (long) FAILED.getOpaque(this);
    }

    /** The weight of a timed call that was the {@code upTo}th: 0 when that one has been accounted already. */
    long weight(long upTo) {
        return Math.max(0, upTo - accounted);
    }

    /** The weight of all calls that no timed one has accounted for. */
    long rest() {
        return weight(calls());
    }

    /** What had this weight has been accounted for. */
    void account(long weight) {
        accounted += weight;
    }

    /** The reader, once there is no owner any more and all is accounted for: forgets the owner. */
    void release() {
        thread = null;
        log = null;
        open = null;
    }

    /** The reader only: how many are in flight, and for how long it has seen the oldest. */
    void visit(long now, InFlightSink sink) {
        long ends = (long) ENDED.getAcquire(this);
        long inFlight = (long) BEGUN.getOpaque(this) - ends;
        if (inFlight <= 0) {
            endedWhenSeen = -1;
            return;
        }
        if (endedWhenSeen != ends) {
            endedWhenSeen = ends;
            seenAt = now;
        }
        if (LostCalls.isDoubtful(seenAt, now)) {
            open.doubtful = true;
        }
        sink.inFlight(model, inFlight, now - seenAt);
    }
}
