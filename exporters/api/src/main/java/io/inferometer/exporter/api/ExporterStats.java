package io.inferometer.exporter.api;

/**
 * What became of the windows handed to one push exporter. At rest {@code delivered + rejected + expired + pending} is the
 * number of windows cut while it was on, and of those taken over from ended JVMs.
 *
 * @param name the exporter's name
 * @param delivered windows accepted by the backend
 * @param rejected windows, or parts of them, that the backend refused for good
 * @param expired windows dropped because they grew too old or too many
 * @param pending windows not delivered yet, in memory or on disk
 * @param spooled of those, the windows on disk
 * @param spooledBytes what they take there
 * @param retries attempts beyond the first
 * @param lastSuccessMillis when a window was last accepted, in milliseconds since 1970; 0 before
 * @param lastError why the last attempt failed, or why the exporter is off; empty when it delivers
 * @param power whether windows are kept for it and sent
 */
public record ExporterStats(
        String name,
        long delivered,
        long rejected,
        long expired,
        long pending,
        long spooled,
        long spooledBytes,
        long retries,
        long lastSuccessMillis,
        String lastError,
        Power power) {

    /** Whether an exporter works, as far as it is asked to. */
    public enum Power {
        ON,
        /** Turned off while running; it can be turned on again. */
        DISABLED,
        /** It cannot work: a setting is missing, or it broke. Only a restart with other settings helps. */
        OFF
    }

    /** Of an exporter that is on. */
    public ExporterStats(
            String name,
            long delivered,
            long rejected,
            long expired,
            long pending,
            long spooled,
            long spooledBytes,
            long retries,
            long lastSuccessMillis,
            String lastError) {
        this(
                name,
                delivered,
                rejected,
                expired,
                pending,
                spooled,
                spooledBytes,
                retries,
                lastSuccessMillis,
                lastError,
                Power.ON);
    }

    /** Returns whether windows are kept for it and sent. */
    public boolean isEnabled() {
        return power == Power.ON;
    }

    /**
     * Returns one word for people: {@code disabled}, {@code off}, {@code retrying} after a failure with windows pending,
     * {@code failed} after one without, {@code delivering}, or {@code waiting} before the first window.
     */
    public String state() {
        return switch (power) {
            case DISABLED -> "disabled";
            case OFF -> "off";
            case ON -> {
                if (!lastError.isEmpty()) {
                    yield pending > 0 ? "retrying" : "failed";
                }
                yield delivered > 0 ? "delivering" : "waiting";
            }
        };
    }
}
