package io.inferometer.receiver.logs;

/**
 * A log event that was stored.
 *
 * @param timestamp in milliseconds since 1970
 */
public record LogEvent(String logGroupName, String logStreamName, long timestamp, String message) {}
