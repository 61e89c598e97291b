package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Exporter,name=…}. {@link Descriptions} says what each attribute is. */
public interface ExporterControl {

    boolean isEnabled();

    void setEnabled(boolean enabled);

    String getState();

    long getDelivered();

    long getRejected();

    long getExpired();

    long getLastSuccessMillis();

    String getLastError();
}
