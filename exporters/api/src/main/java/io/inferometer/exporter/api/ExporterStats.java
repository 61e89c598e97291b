package io.inferometer.exporter.api;

/**
 * What became of the windows handed to one push exporter. At rest {@code delivered + rejected + expired + pending} is the
 * number of windows cut while it was on, and of those taken over from ended JVMs.
 *
 * @param name the exporter's name
 * @param delivered windows accepted by the backend
 * @param rejected windows, or parts of them, that the backend refused for good
 * @param expired windows dropped because they grew too old or too many
 * @param pending windows waiting, in memory or on disk
 * @param spooled windows waiting on disk, a part of {@code pending}
 * @param spooledBytes what they take there
 * @param retries attempts beyond the first
 * @param lastSuccessMillis when a window was last accepted, in milliseconds since 1970; 0 before
 * @param lastError why the last attempt failed; empty when it did not
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
        String lastError) {}
