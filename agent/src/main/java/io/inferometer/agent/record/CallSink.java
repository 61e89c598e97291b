package io.inferometer.agent.record;

/** Takes finished calls, in no particular order. */
public interface CallSink {

    /**
     * @param model the model's index
     * @param outcome an index into the outcomes: 0 success, 1 client error, 2 server error, 3 cancelled
     * @param durationNanos not negative
     * @param items the size of the call's batch; 0 when not known
     */
    void call(int model, int outcome, long durationNanos, long items);
}
