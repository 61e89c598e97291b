package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Agent}. */
public interface AgentControl {

    String getVersion();

    /** The dashboard's address; empty when there is none. */
    String getHttpAddress();

    boolean isEnabled();

    /** Turns all measuring on or off, for calls that begin from now on. */
    void setEnabled(boolean enabled);

    /** Calls whose end was recorded. */
    long getRecorded();

    /** Of those, how many came through the queues. */
    long getAggregated();

    /** Of those, how many were aggregated by their own threads because the queues were full. */
    long getFolded();

    /** Classes or methods that could not be instrumented, and failures while measuring. */
    long getErrors();

    /** Cuts the window in progress now and hands it to the exporters. */
    void flush();

    /** Starts percentiles anew. Counters go on. */
    void reset();
}
