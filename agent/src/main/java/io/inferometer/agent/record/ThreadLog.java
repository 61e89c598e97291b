package io.inferometer.agent.record;

import java.util.Arrays;

/** What one platform thread writes: its open calls, its finished ones, and its counts of those that were not timed. */
final class ThreadLog extends EventLog {

    private static final SampledCalls[] NONE = {};

    final Thread thread;
    final OpenCalls open = new OpenCalls();

    /** By model; null where none. The reader sees an old array at worst. */
    private volatile SampledCalls[] sampled = NONE;

    ThreadLog(Thread thread, ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
        this.thread = thread;
    }

    /** Any thread. Null when this thread has not sampled the model. */
    SampledCalls sampled(int model) {
        SampledCalls[] byModel = sampled;
        return model < byModel.length ? byModel[model] : null;
    }

    /** Owner only. */
    void add(SampledCalls calls) {
        SampledCalls[] more = Arrays.copyOf(sampled, Math.max(sampled.length, calls.model + 1));
        more[calls.model] = calls;
        sampled = more;
    }

    /** Any thread. Some are null. */
    SampledCalls[] sampled() {
        return sampled;
    }
}
