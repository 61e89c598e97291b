package io.inferometer.exporter.metric;

import io.inferometer.exporter.api.AgentStats;

/**
 * The agent at an instant.
 *
 * @param stats its books
 * @param state whether it measures calls
 */
public record AgentAt(AgentStats stats, ModelAt.State state) {}
