package io.inferometer.exporter.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened between two instants. Self-contained: it can be delivered late, twice or out of order and a receiver can
 * still tell, by {@code resource.runId()} and {@code number}, which one it is.
 *
 * @param resource the JVM
 * @param number 1 for the first window of this run, then one more each
 * @param startMillis inclusive, in milliseconds since 1970
 * @param endMillis exclusive
 * @param models the models that were called, loaded or closed in it, or have calls in flight, by {@link ModelId}
 * @param deployments models loaded, failed to load and closed in it, in that order of time
 * @param customMetrics what the application itself reported in it, in that order of time
 * @param async its queued requests; empty if none of their stages is known
 * @param requestLines what became of queued requests that ended in it, in that order of time, as far as there is room; empty unless an
 *     exporter wants them
 * @param host the machine at its end
 * @param hostRows looks at the machine in it, in that order of time; empty unless an exporter wants them
 * @param agent the agent's own books at its end, since the start
 * @param step the window's place among those of all runs: greater than that of every window before it; 0 if it was not given one
 */
public record Window(
        Resource resource,
        long number,
        long startMillis,
        long endMillis,
        List<ModelStats> models,
        List<Deployment> deployments,
        List<CustomMetric> customMetrics,
        Optional<AsyncStats> async,
        List<RequestLine> requestLines,
        HostStats host,
        List<HostRow> hostRows,
        AgentStats agent,
        long step) {

    private static final long STEP_ZERO_SECONDS = 1_577_836_800;

    public Window {
        models = List.copyOf(models);
        deployments = List.copyOf(deployments);
        customMetrics = List.copyOf(customMetrics);
        requestLines = List.copyOf(requestLines);
        hostRows = List.copyOf(hostRows);
    }

    /** Returns a builder of a window in which nothing happened. */
    public static Builder of(Resource resource, long number, long startMillis, long endMillis) {
        return new Builder(resource, number, startMillis, endMillis);
    }

    /** Returns a builder that has all of this window. */
    public Builder toBuilder() {
        return of(resource, number, startMillis, endMillis)
                .models(models)
                .deployments(deployments)
                .customMetrics(customMetrics)
                .async(async)
                .requestLines(requestLines)
                .host(host)
                .hostRows(hostRows)
                .agent(agent)
                .step(step);
    }

    /** Returns the least step that a window with this end may have: seconds since 2020-01-01T00:00Z. */
    public static long leastStep(long endMillis) {
        return Math.max(1, Math.floorDiv(endMillis, 1_000) - STEP_ZERO_SECONDS);
    }

    /** Returns this window with another step. */
    public Window withStep(long other) {
        return toBuilder().step(other).build();
    }

    /** Returns a window with nothing of this one but whose it is, when it was, and its rows. */
    public Window withRowsAlone() {
        return of(resource, number, startMillis, endMillis)
                .hostRows(hostRows)
                .step(step)
                .build();
    }

    /** This window and the {@code later}, adjoining, one as one. Keeps the later one's number. */
    public Window then(Window later) {
        Map<ModelId, ModelStats> merged = new TreeMap<>();
        for (ModelStats model : models) {
            merged.put(model.id(), model);
        }
        for (ModelStats model : later.models) {
            merged.merge(model.id(), model, ModelStats::then);
        }
        return of(later.resource, later.number, startMillis, later.endMillis)
                .models(new ArrayList<>(merged.values()))
                .deployments(joined(deployments, later.deployments))
                .customMetrics(joined(customMetrics, later.customMetrics))
                .async(joined(async, later.async))
                .requestLines(joined(requestLines, later.requestLines))
                .host(later.host)
                .hostRows(joined(hostRows, later.hostRows))
                .agent(later.agent)
                .step(later.step)
                .build();
    }

    private static Optional<AsyncStats> joined(Optional<AsyncStats> first, Optional<AsyncStats> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return second.isEmpty() ? first : second;
        }
        return Optional.of(first.get().then(second.get()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Collects the sections of a window. What is not set is empty. One thread only. */
    public static final class Builder {

        private final Resource resource;
        private final long number;
        private final long startMillis;
        private final long endMillis;
        private List<ModelStats> models = List.of();
        private List<Deployment> deployments = List.of();
        private List<CustomMetric> customMetrics = List.of();
        private Optional<AsyncStats> async = Optional.empty();
        private List<RequestLine> requestLines = List.of();
        private HostStats host = HostStats.NONE;
        private List<HostRow> hostRows = List.of();
        private AgentStats agent = AgentStats.NONE;
        private long step;

        private Builder(Resource resource, long number, long startMillis, long endMillis) {
            this.resource = resource;
            this.number = number;
            this.startMillis = startMillis;
            this.endMillis = endMillis;
        }

        public Builder models(List<ModelStats> those) {
            models = those;
            return this;
        }

        public Builder deployments(List<Deployment> those) {
            deployments = those;
            return this;
        }

        public Builder customMetrics(List<CustomMetric> those) {
            customMetrics = those;
            return this;
        }

        public Builder async(Optional<AsyncStats> stats) {
            async = stats;
            return this;
        }

        public Builder requestLines(List<RequestLine> those) {
            requestLines = those;
            return this;
        }

        public Builder host(HostStats stats) {
            host = stats;
            return this;
        }

        public Builder hostRows(List<HostRow> those) {
            hostRows = those;
            return this;
        }

        public Builder agent(AgentStats stats) {
            agent = stats;
            return this;
        }

        public Builder step(long given) {
            step = given;
            return this;
        }

        public Window build() {
            return new Window(
                    resource,
                    number,
                    startMillis,
                    endMillis,
                    models,
                    deployments,
                    customMetrics,
                    async,
                    requestLines,
                    host,
                    hostRows,
                    agent,
                    step);
        }
    }
}
