package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Agent}. {@link Descriptions} says what each attribute and operation is. */
public interface AgentControl {

    String getVersion();

    String getHttpAddress();

    int getHttpPortUnavailable();

    boolean isEnabled();

    void setEnabled(boolean enabled);

    String getClock();

    String getClockProblem();

    long getThreadErrors();

    long getErrors();

    String[] getNotMeasured();

    void flush();

    void reset();
}
