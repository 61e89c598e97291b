package io.inferometer.agent.async;

import java.time.Duration;

/**
 * What bounds the life of queued requests.
 *
 * @param ttl how long a request may wait
 * @param processingTimeout how long its work may take
 * @param maxTracked how many requests are known one by one
 * @param endsWithNotification whether a request ends with its NOTIFY instead of its PROCESS
 */
public record AsyncLimits(Duration ttl, Duration processingTimeout, int maxTracked, boolean endsWithNotification) {}
