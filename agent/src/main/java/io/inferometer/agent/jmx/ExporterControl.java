package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Exporter,name=…}. Counts are windows. */
public interface ExporterControl {

    boolean isEnabled();

    /** While it is off, it sends nothing, and windows are not kept for it; those kept before wait. */
    void setEnabled(boolean enabled);

    long getDelivered();

    long getRejected();

    /** Dropped because they grew too old or too many, or nobody took them. */
    long getExpired();

    /** On disk, waiting to be delivered. */
    long getSpooled();

    /** Why the latest attempt failed; empty when it did not. */
    String getLastError();
}
