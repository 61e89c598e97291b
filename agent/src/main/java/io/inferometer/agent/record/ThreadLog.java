package io.inferometer.agent.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one platform thread writes: its open calls, its finished ones, and its counts of those that were not timed. */
final class ThreadLog extends EventLog {

    private static final SampledCalls[] NONE = {};

    /** The owner; null once it has ended and nothing of it is left to be read. Other threads may see null before they see the owner. */
    Thread thread;

    final OpenCalls open = new OpenCalls();

    /** In {@link VirtualCalls}, where the owner carries virtual threads; else negative. */
    int lane = VirtualCalls.NO_LANE;

    /** Owner only; null before the first call of which more than the duration is known. */
    private MeasureValues values;

    /** The reader sees an old array at worst. */
    private volatile SampledCalls[] sampled = NONE;

    private final Map<Long, SampledCalls> byModelAndSite = new HashMap<>();

    /** The reader's: whether what it counts was added to that of the dead. */
    private boolean closed;

    ThreadLog(Thread thread, ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
        this.thread = thread;
    }

    /** Owner only: where what is known of the call that is about to be recorded can be put, empty. */
    MeasureValues values() {
        if (values == null) {
            values = new MeasureValues();
        }
        values.clear();
        return values;
    }

    /** Owner only. Null when this thread has not sampled the model at that site. */
    SampledCalls sampled(int model, int site) {
        return byModelAndSite.get((long) site << 32 | model);
    }

    /** Owner only. All or nothing. */
    void add(SampledCalls calls) {
        SampledCalls[] more = Arrays.copyOf(sampled, sampled.length + 1);
        more[sampled.length] = calls;
        Long key = (long) calls.site << 32 | calls.model;
        try {
            byModelAndSite.put(key, calls);
        } catch (Throwable failure) {
            byModelAndSite.remove(key);
            throw failure;
        }
        for (SampledCalls other : sampled) {
            if (other.site == calls.site) {
                other.hasSiblings = true;
                calls.hasSiblings = true;
            }
        }
        sampled = more;
        open.hasSampled = true;
    }

    /** Owner only. Whether a call of this site is open, timed or not. */
    boolean isOpen(int site) {
        if (open.contains(site)) {
            return true;
        }
        for (SampledCalls calls : sampled) {
            if (calls.site == site && calls.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Any thread; not to be changed. */
    SampledCalls[] sampled() {
        return sampled;
    }

    /** Reader only: what is in flight on the thread. */
    void visit(long now, InFlightSink sink) {
        open.visit(now, sink);
        for (SampledCalls calls : sampled) {
            calls.visit(now, sink);
        }
    }

    /** Reader only. */
    boolean isClosed() {
        return closed;
    }

    /** Reader only, once the thread has ended: {@link Recorder} has taken its counts over. */
    void close() {
        closed = true;
    }

    /** Any thread. Whether the owner has ended, and the reader has not noticed. */
    boolean hasEnded() {
        Thread owner = thread;
        return owner != null && !owner.isAlive();
    }

    /** Forgets the owner, its context class loader and its chunk: a cache may keep what is left of this. */
    @Override
    void release() {
        thread = null;
        super.release();
    }

    /** Reader only, once the thread has ended: the calls that it recorded, or counted. */
    long recordedInTheEnd() {
        long calls = recorded();
        for (SampledCalls each : sampled) {
            calls += each.calls();
        }
        return calls;
    }

    /** Reader only, once the thread has ended: the calls that it did not get to record. */
    long lostInTheEnd() {
        long calls = open.lostInTheEnd();
        for (SampledCalls each : sampled) {
            calls += each.lostInTheEnd();
        }
        return calls;
    }
}
