package io.inferometer.agent.record;

/** Takes what is in flight. */
public interface InFlightSink {

    /**
     * @param model the model's index
     * @param count how many of its calls are in flight in one place
     * @param oldestNanos the age of the oldest of them
     */
    void inFlight(int model, long count, long oldestNanos);
}
