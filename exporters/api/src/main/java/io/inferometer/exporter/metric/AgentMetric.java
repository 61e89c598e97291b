package io.inferometer.exporter.metric;

import static io.inferometer.exporter.metric.Description.counter;
import static io.inferometer.exporter.metric.Description.gauge;

import io.inferometer.exporter.api.AgentStats;

/** What is shown of the agent itself. */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum AgentMetric implements Metric<AgentAt> {
    ENABLED(gauge(
            "inferometer_agent_enabled", "enabled", "", "1 while the agent measures calls, 0 while it is turned off.")),
    RECORDED(counter(
            "inferometer_agent_events_recorded_total",
            "recorded",
            "calls",
            "Calls whose end was recorded on the application's threads.")),
    AGGREGATED(counter(
            "inferometer_agent_events_aggregated_total",
            "aggregated",
            "calls",
            "Recorded calls that reached their series through the queues.")),
    FOLDED(counter(
            "inferometer_agent_events_folded_total",
            "folded",
            "calls",
            "Recorded calls added to their series directly because a queue was full.")),
    LOST(counter("inferometer_agent_events_lost_total", "lost", "calls", "Calls that could not be recorded at all.")),
    CLAMPED_DURATIONS(counter(
            "inferometer_agent_clamped_durations_total",
            "clampedDurations",
            "calls",
            "Calls whose clock ran backwards or jumped by decades: counted with the nearest possible duration.")),
    IGNORED_ITEMS(counter(
            "inferometer_agent_ignored_items_total",
            "ignoredItems",
            "calls",
            "Calls whose batch size made no sense: counted without it.")),
    INSTRUMENTATION_ERRORS(counter(
            "inferometer_agent_instrumentation_errors_total",
            "instrumentationErrors",
            "errors",
            "Classes and methods that should have been instrumented and could not be.")),
    MEASURING_ERRORS(counter(
            "inferometer_agent_measuring_errors_total",
            "measuringErrors",
            "errors",
            "Failures of the agent's own code while it measured a call, a load or an unload."));

    private final Description description;

    AgentMetric(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public void read(AgentAt agent, Samples out) {
        AgentStats stats = agent.stats();
        switch (this) {
            case ENABLED -> agent.state().read(out);
            case RECORDED -> out.value("", stats.recorded());
            case AGGREGATED -> out.value("", stats.aggregated());
            case FOLDED -> out.value("", stats.folded());
            case LOST -> out.value("", stats.lost());
            case CLAMPED_DURATIONS -> out.value("", stats.clampedDurations());
            case IGNORED_ITEMS -> out.value("", stats.ignoredItems());
            case INSTRUMENTATION_ERRORS -> out.value("", stats.weavingErrors());
            case MEASURING_ERRORS -> out.value("", stats.measuringErrors());
        }
    }
}
