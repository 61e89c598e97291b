package io.inferometer.agent.record;

/**
 * Takes finished calls, in no particular order. A method that throws has taken nothing, and is called again with the same: what a call
 * needs memory for is done first.
 */
public interface CallSink {

    /**
     * A call of which no more is known.
     *
     * @param model the model's index
     * @param outcome the ordinal of an {@link io.inferometer.exporter.api.Outcome}
     * @param durationNanos not negative
     * @param items the size of the call's batch; 0 when not known
     */
    void call(int model, int outcome, long durationNanos, long items);

    /**
     * A call of which more is known. A sink that does not want it is given the call without.
     *
     * @param values all that is known beside the duration, items included; to be read now
     */
    default void call(int model, int outcome, long durationNanos, MeasureValues values) {
        call(model, outcome, durationNanos, values.items());
    }

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

    /**
     * Where to put calls of models that take turns and of which no more is known, instead of {@link #calls}: the sink has taken them when they
     * are there.
     *
     * @return null where that is all the same
     */
    default CallBatch byTurns() {
        return null;
    }

    /** Gets what {@link #call} would need memory for with these arguments, so that it cannot fail; counts nothing. */
    default void prepare(int model, int outcome, long durationNanos, long items) {}

    /** The same for a call of which more is known. */
    default void prepare(int model, int outcome, long durationNanos, MeasureValues values) {
        prepare(model, outcome, durationNanos, values.items());
    }

    /** The same for {@link #sample}. */
    default void prepareSample(int model, MeasureValues values) {}

    /**
     * A call that was timed for others too.
     *
     * @param values what else is known of this call; to be read now
     * @param sampler the number of the {@link SampledCalls} that counts them
     * @param calls how many calls it had counted, this one included
     */
    default void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
        // Dropping it loses nothing but the values: the calls it stands for are counted elsewhere.
    }

    /**
     * Successful calls that were counted but not timed.
     *
     * @param typicalNanos what the timed calls around them took
     * @param calls how many, possibly 0
     */
    default void untimed(int model, long typicalNanos, long calls) {}
}
