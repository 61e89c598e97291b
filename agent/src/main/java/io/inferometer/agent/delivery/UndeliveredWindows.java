package io.inferometer.agent.delivery;

/**
 * What one exporter could not deliver before the JVM ended.
 *
 * @param kept windows on disk, for the next start
 * @param lost windows that nobody will deliver
 */
public record UndeliveredWindows(String exporter, long kept, long lost) {}
