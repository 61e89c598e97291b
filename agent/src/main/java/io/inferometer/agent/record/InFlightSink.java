package io.inferometer.agent.record;

/** Takes what is in flight. */
public interface InFlightSink {

    /**
     * @param model the model's index
     * @param count how many of its calls are in flight in one place; 0 for one that is counted in another
     * @param oldestNanos the age of the oldest of them, in nanoseconds
     */
    void inFlight(int model, long count, long oldestNanos);
}
