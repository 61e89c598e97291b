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

    /** Calls counted with another duration than the clock's, which was below 0 or beyond 73 years. */
    long getClampedDurations();

    /** Calls counted without the size of their batch, which made no sense. */
    long getIgnoredItems();

    /** Cuts the window in progress now and hands it to the exporters. */
    void flush();

    /** Starts percentiles anew. Counters go on. */
    void reset();
}
