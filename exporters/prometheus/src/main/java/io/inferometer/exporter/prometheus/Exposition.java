package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Which families a snapshot has, whatever the format. A family without samples is left out. */
final class Exposition {

    private final Samples samples;

    Exposition(ExpositionFormat format, StringBuilder out) {
        this.samples = new Samples(format, out);
    }

    void write(Snapshot snapshot) {
        new ModelFamilies(samples).write(snapshot.models());
        switches(snapshot);
        agent(snapshot.agent());
        if (!snapshot.exporters().isEmpty()) {
            exporters(snapshot.exporters());
        }
        host(snapshot.host().samples());
    }

    private void switches(Snapshot snapshot) {
        Switches switches = snapshot.switches();
        samples.family(Family.gauge(
                "inferometer_agent_enabled", "1 while the agent measures calls, 0 while it is turned off."));
        samples.sample(Labels.NONE, switches.agent() ? 1 : 0);
        if (!switches.libraries().isEmpty()) {
            samples.family(Family.gauge(
                    "inferometer_library_enabled",
                    "1 while a library's calls are to be measured, 0 while it is turned off."));
            switches.libraries()
                    .forEach((library, on) -> samples.sample(Labels.NONE.with("library", library), on ? 1 : 0));
        }
        if (!snapshot.models().isEmpty()) {
            samples.family(Family.gauge(
                    "inferometer_model_enabled",
                    "1 while a model's calls are to be measured, 0 while it is turned off."));
            for (ModelStats model : snapshot.models()) {
                samples.sample(Labels.of(model.id()), switches.isEnabled(model.id()) ? 1 : 0);
            }
        }
    }

    private void agent(AgentStats agent) {
        event("recorded", "Calls whose end was recorded on the application's threads.", agent.recorded());
        event("aggregated", "Recorded calls that reached their series through the queues.", agent.aggregated());
        event("folded", "Recorded calls added to their series directly because a queue was full.", agent.folded());
        event("lost", "Calls that could not be recorded at all.", agent.lost());
        total(
                "inferometer_agent_clamped_durations_total",
                "Calls whose clock ran backwards or jumped by decades: counted with the nearest possible duration.",
                agent.clampedDurations());
        total(
                "inferometer_agent_ignored_items_total",
                "Calls whose batch size made no sense: counted without it.",
                agent.ignoredItems());
        total(
                "inferometer_agent_instrumentation_errors_total",
                "Classes and methods that should have been instrumented and could not be.",
                agent.weavingErrors());
        total(
                "inferometer_agent_measuring_errors_total",
                "Failures of the agent's own code while it measured a call, a load or an unload.",
                agent.measuringErrors());
    }

    private void event(String what, String help, long value) {
        total("inferometer_agent_events_" + what + "_total", help, value);
    }

    private void total(String name, String help, long value) {
        samples.family(Family.counter(name, help));
        samples.sample(Labels.NONE, value);
    }

    private void exporters(List<ExporterStats> exporters) {
        samples.family(Family.counter("inferometer_exporter_windows_total", "Windows by what became of them."));
        for (ExporterStats exporter : exporters) {
            Labels labels = labels(exporter);
            samples.sample(labels.with("result", "delivered"), exporter.delivered());
            samples.sample(labels.with("result", "rejected"), exporter.rejected());
            samples.sample(labels.with("result", "expired"), exporter.expired());
        }
        each(
                Family.gauge(
                        "inferometer_exporter_enabled",
                        "1 while windows are kept for an exporter and sent, 0 while it is disabled or cannot work."),
                exporters,
                exporter -> exporter.isEnabled() ? 1 : 0);
        each(
                Family.gauge(
                        "inferometer_exporter_pending_windows", "Windows not delivered yet, in memory or on disk."),
                exporters,
                ExporterStats::pending);
        each(
                Family.gauge("inferometer_exporter_spooled_windows", "Pending windows that are on disk."),
                exporters,
                ExporterStats::spooled);
        each(
                Family.gauge(
                        "inferometer_exporter_spooled_bytes", "Disk space of the pending windows that are on disk."),
                exporters,
                ExporterStats::spooledBytes);
        each(
                Family.counter("inferometer_exporter_retries_total", "Attempts to deliver a window beyond the first."),
                exporters,
                ExporterStats::retries);
        samples.family(Family.gauge(
                "inferometer_exporter_last_success_timestamp_seconds",
                "When a window was last accepted, in seconds since 1970; 0 before the first."));
        for (ExporterStats exporter : exporters) {
            samples.sample(labels(exporter), exporter.lastSuccessMillis() / 1e3);
        }
    }

    private void each(Family family, List<ExporterStats> exporters, ToLongFunction<ExporterStats> value) {
        samples.family(family);
        for (ExporterStats exporter : exporters) {
            samples.sample(labels(exporter), value.applyAsLong(exporter));
        }
    }

    private static Labels labels(ExporterStats exporter) {
        return Labels.NONE.with("exporter", exporter.name());
    }

    /** Groups by name, for a family's samples must be adjoining; of two with the same labels the later counts. */
    private void host(List<MetricSample> all) {
        Map<String, Map<Map<String, String>, MetricSample>> byName = new LinkedHashMap<>();
        for (MetricSample sample : all) {
            byName.computeIfAbsent(sample.name(), name -> new LinkedHashMap<>()).put(sample.labels(), sample);
        }
        for (Map<Map<String, String>, MetricSample> family : byName.values()) {
            MetricSample first = family.values().iterator().next();
            if (samples.family(family(first))) {
                family.forEach((labels, sample) -> samples.sample(Labels.of(labels), sample.value()));
            }
        }
    }

    private static Family family(MetricSample sample) {
        return switch (sample.kind()) {
            case COUNTER -> Family.counter(sample.name(), sample.help());
            case GAUGE -> Family.gauge(sample.name(), sample.help());
        };
    }
}
