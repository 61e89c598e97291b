package io.inferometer.exporter.api;

import java.util.List;

/**
 * Everything measured since the agent started, as of one instant. Counters never go back.
 *
 * @param resource the JVM
 * @param atMillis the instant, in milliseconds since 1970
 * @param models by {@link ModelId}, ascending
 * @param recent the same models over the last 60 seconds; models without a call in that time may be missing
 * @param host the latest look at the machine
 * @param agent the agent's own books
 * @param exporters one per push exporter, by name
 */
public record Snapshot(
        Resource resource,
        long atMillis,
        List<ModelStats> models,
        List<ModelStats> recent,
        HostStats host,
        AgentStats agent,
        List<ExporterStats> exporters) {

    public Snapshot {
        models = List.copyOf(models);
        recent = List.copyOf(recent);
        exporters = List.copyOf(exporters);
    }
}
