package io.inferometer.exporter.metric;

import io.inferometer.exporter.api.AsyncStats;

/**
 * Queued requests at an instant.
 *
 * @param stats what became of them until then
 * @param instanceCount how many instances serve the endpoint
 */
public record AsyncAt(AsyncStats stats, int instanceCount) {}
