package io.inferometer.agent.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The {@link SampledCalls} of all live threads, by number. Thread-safe as those are. */
final class Samplers {

    private final AtomicLong made = new AtomicLong();
    private final ConcurrentHashMap<Long, SampledCalls> byNumber = new ConcurrentHashMap<>();

    /** That of a model at a site on the thread of this log, which is the current one. */
    SampledCalls of(ThreadLog log, Model model, int site) {
        SampledCalls calls = log.sampled(model.index(), site);
        if (calls == null) {
            ExecutionStack.ensureSufficient();
            calls = new SampledCalls(log, model.index(), site, made.getAndIncrement(), model.timing());
            byNumber.put(calls.number, calls);
            log.add(calls);
        }
        return calls;
    }

    /** Reader only. See {@link Recorder#weight}. */
    long weight(long number, long calls) {
        SampledCalls counted = byNumber.get(number);
        return counted == null ? 0 : counted.account(calls);
    }

    /** Reader only: tells {@code sink} of all calls that were counted and that no sample has accounted for. */
    void drainUntimed(CallSink sink) {
        for (SampledCalls calls : byNumber.values()) {
            long rest = calls.rest();
            if (rest > 0) {
                sink.untimed(calls.model, calls.typicalNanos(), rest);
            }
        }
    }

    /**
     * Reader only: tells {@code sink} of what a thread that has ended leaves behind, and forgets it.
     *
     * @return how many calls it counted
     */
    long forget(ThreadLog log, CallSink sink) {
        long calls = 0;
        for (SampledCalls counted : log.sampled()) {
            calls += counted.calls();
            sink.untimed(counted.model, counted.typicalNanos(), counted.rest());
            byNumber.remove(counted.number);
        }
        return calls;
    }

    /** Calls counted by those not forgotten. */
    long calls() {
        long calls = 0;
        for (SampledCalls each : byNumber.values()) {
            calls += each.calls();
        }
        return calls;
    }
}
