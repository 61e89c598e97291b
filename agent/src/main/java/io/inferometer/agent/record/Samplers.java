package io.inferometer.agent.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The {@link SampledCalls} of all live threads, by number. Thread-safe as those are. */
final class Samplers {

    private final AtomicLong made = new AtomicLong();
    private final ConcurrentHashMap<Long, SampledCalls> byNumber = new ConcurrentHashMap<>();

    /** The reader's: whose weight it asked for. */
    private SampledCalls weighed;

    /** That of a model at a site on the thread of this log, which is the current one. */
    SampledCalls of(ThreadLog log, Model model, int site) {
        SampledCalls calls = log.sampled(model.index(), site);
        if (calls == null) {
            ExecutionStack.ensureSufficient();
            Long number = made.getAndIncrement();
            calls = new SampledCalls(log, model.index(), site, number, model.timing());
            try {
                byNumber.put(number, calls);
                log.add(calls);
            } catch (Throwable failure) {
                byNumber.remove(number);
                throw failure;
            }
        }
        return calls;
    }

    /** Reader only. See {@link Recorder#weight}. */
    long weight(long number, long calls) {
        weighed = byNumber.get(number);
        return weighed == null ? 0 : weighed.weight(calls);
    }

    /** Reader only. See {@link Recorder#accounted}. */
    void accounted(long weight) {
        if (weighed != null) {
            weighed.account(weight);
        }
    }

    /** Reader only: tells {@code sink} of all calls that were counted and that no sample has accounted for. */
    void drainUntimed(CallSink sink) {
        for (SampledCalls calls : byNumber.values()) {
            drainRest(calls, sink);
        }
    }

    private static void drainRest(SampledCalls calls, CallSink sink) {
        long rest = calls.rest();
        if (rest > 0) {
            sink.untimed(calls.model, calls.typicalNanos(), rest);
            calls.account(rest);
        }
    }

    /** Reader only: tells {@code sink} of what a thread that has ended leaves behind, and forgets it. */
    void forget(ThreadLog log, CallSink sink) {
        for (SampledCalls counted : log.sampled()) {
            drainRest(counted, sink);
            byNumber.remove(counted.number);
            counted.release();
        }
        weighed = null;
    }

    /** Calls counted by those whose log is not closed. */
    long calls() {
        long calls = 0;
        for (SampledCalls each : byNumber.values()) {
            calls += each.log.isClosed() ? 0 : each.calls();
        }
        return calls;
    }
}
