package io.inferometer.agent.record;

/**
 * Takes finished calls, in no particular order. A method that throws has taken nothing, and is called again with the same: what a call
 * needs memory for is done first.
 */
public interface CallSink {

    /**
     * @param model the model's index
     * @param outcome an index into the outcomes: 0 success, 1 client error, 2 server error, 3 cancelled
     * @param durationNanos not negative
     * @param items the size of the call's batch; 0 when not known
     */
    void call(int model, int outcome, long durationNanos, long items);

    /**
     * Calls of one model with one outcome and no items known: all of them or, where it throws, none. Only for a sink that never does is
     * one after the other good enough.
     *
     * @param nanos {@code nanos[from, to)} are their durations; to be read now
     */
    default void calls(int model, int outcome, int[] nanos, int from, int to) {
        for (int i = from; i < to; i++) {
            call(model, outcome, nanos[i], 0);
        }
    }

    /** Gets what {@link #call} would need memory for with these arguments, so that it cannot fail; counts nothing. */
    default void prepare(int model, int outcome, long durationNanos, long items) {}

    /**
     * A call that was timed for others too.
     *
     * @param sampler the number of the {@link SampledCalls} that counts them
     * @param calls how many calls it had counted, this one included
     */
    default void sample(int model, long durationNanos, long items, long sampler, long calls) {
        // Dropping it loses nothing but the duration: the calls it stands for are counted elsewhere.
    }

    /**
     * Successful calls that were counted but not timed.
     *
     * @param typicalNanos what the timed calls around them took
     * @param calls how many, possibly 0
     */
    default void untimed(int model, long typicalNanos, long calls) {}
}
