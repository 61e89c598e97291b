package io.inferometer.agent.spool;

/**
 * What is kept for one exporter.
 *
 * @param windows windows not yet acknowledged
 * @param bytes what they take on disk; a window kept for several exporters counts for each of them
 * @param expired windows dropped since this JVM started because they were too old or the space was used up, or that could not
 *     be read back
 */
public record SpoolStats(long windows, long bytes, long expired) {

    /** Nothing is kept and nothing was dropped. */
    public static final SpoolStats NONE = new SpoolStats(0, 0, 0);
}
