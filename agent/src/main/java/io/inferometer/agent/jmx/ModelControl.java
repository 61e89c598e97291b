package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Model,library=…,name=…,version=…}. {@link Descriptions} says what each attribute is. */
public interface ModelControl {

    long getCount();

    long getErrorCount();

    long getCancelledCount();

    double getRatePerSecond();

    double getLatencyP50Micros();

    double getLatencyP90Micros();

    double getLatencyP99Micros();

    double getLatencyMaxMicros();

    String getEngine();

    String getEngineVersion();

    String getDevice();

    boolean isEnabled();

    void setEnabled(boolean enabled);
}
