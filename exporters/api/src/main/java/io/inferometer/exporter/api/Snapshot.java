package io.inferometer.exporter.api;

import java.util.List;
import java.util.Optional;

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
 * @param switches what is turned off
 * @param async queued requests; empty if none of their stages is known
 * @param engines what serves the models, a sample for each of which that is known
 */
public record Snapshot(
        Resource resource,
        long atMillis,
        List<ModelStats> models,
        List<ModelStats> recent,
        HostStats host,
        AgentStats agent,
        List<ExporterStats> exporters,
        Switches switches,
        Optional<AsyncStats> async,
        List<MetricSample> engines) {

    private static final long RECENT_MILLIS = 60_000;

    public Snapshot {
        models = List.copyOf(models);
        recent = List.copyOf(recent);
        exporters = List.copyOf(exporters);
        engines = List.copyOf(engines);
    }

    /** Of an agent that has everything turned on, and knows neither queued requests nor what serves its models. */
    public Snapshot(
            Resource resource,
            long atMillis,
            List<ModelStats> models,
            List<ModelStats> recent,
            HostStats host,
            AgentStats agent,
            List<ExporterStats> exporters) {
        this(resource, atMillis, models, recent, host, agent, exporters, Switches.ALL_ON, Optional.empty(), List.of());
    }

    /** Returns how many seconds {@link #recent} covers: 60, less while the agent is younger, at least 1. */
    public double recentSeconds() {
        return Math.max(1_000, Math.min(RECENT_MILLIS, atMillis - resource.startMillis())) / 1e3;
    }
}
