package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Agent}. {@link Descriptions} says what each attribute and operation is. */
public interface AgentControl {

    String getVersion();

    String getHttpAddress();

    int getHttpPortUnavailable();

    boolean isEnabled();

    void setEnabled(boolean enabled);

    long getRecorded();

    long getAggregated();

    long getFolded();

    long getLost();

    long getThreadErrors();

    long getErrors();

    long getInstrumentationErrors();

    long getMeasuringErrors();

    long getClampedDurations();

    long getIgnoredItems();

    void flush();

    void reset();
}
