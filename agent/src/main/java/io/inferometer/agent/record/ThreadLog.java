package io.inferometer.agent.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one platform thread writes: its open calls, its finished ones, and its counts of those that were not timed. */
final class ThreadLog extends EventLog {

    private static final SampledCalls[] NONE = {};

    final Thread thread;
    final OpenCalls open = new OpenCalls();

    /** The reader sees an old array at worst. */
    private volatile SampledCalls[] sampled = NONE;

    private final Map<Long, SampledCalls> byModelAndSite = new HashMap<>();

    ThreadLog(Thread thread, ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
        this.thread = thread;
    }

    /** Owner only. Null when this thread has not sampled the model at that site. */
    SampledCalls sampled(int model, int site) {
        return byModelAndSite.get((long) site << 32 | model);
    }

    /** Owner only. */
    void add(SampledCalls calls) {
        byModelAndSite.put((long) calls.site << 32 | calls.model, calls);
        for (SampledCalls other : sampled) {
            if (other.site == calls.site) {
                other.hasSiblings = true;
                calls.hasSiblings = true;
            }
        }
        SampledCalls[] more = Arrays.copyOf(sampled, sampled.length + 1);
        more[sampled.length] = calls;
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

    /** Any thread. */
    SampledCalls[] sampled() {
        return sampled;
    }
}
