package io.inferometer.agent.record;

/** Takes calls that were counted but not timed. */
public interface UntimedSink {

    /**
     * Successful calls of one model.
     *
     * @param model the model's index
     * @param typicalNanos what the timed calls around them took
     * @param calls how many, possibly 0
     */
    void untimed(int model, long typicalNanos, long calls);
}
