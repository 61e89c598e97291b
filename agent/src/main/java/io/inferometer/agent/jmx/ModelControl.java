package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Model,library=…,name=…,version=…}. Latencies are those of the last 60 seconds. */
public interface ModelControl {

    /** Finished calls since the start, errors included. */
    long getCount();

    /** Calls since the start that did not succeed. */
    long getErrorCount();

    long getInFlight();

    double getLatencyP50Micros();

    double getLatencyP90Micros();

    double getLatencyP99Micros();

    double getLatencyMaxMicros();

    boolean isEnabled();

    /** Turns measuring of this model on or off, for calls that begin from now on. */
    void setEnabled(boolean enabled);
}
