package io.inferometer.agent;

import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.Stage;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import java.util.List;
import java.util.Optional;

/** The queued requests of this JVM as soon as there is a stage; until then nothing of what follows them is loaded. Thread-safe. */
final class StageRequests implements QueuedRequests {

    private final Config config;
    private final Outcomes outcomes;
    private final SiteErrors errors;
    private volatile AsyncEndpoint endpoint;

    StageRequests(Config config, Outcomes outcomes, SiteErrors errors) {
        this.config = config;
        this.outcomes = outcomes;
        this.errors = errors;
    }

    /** Called when there is a stage. */
    synchronized AsyncEndpoint endpoint() {
        AsyncEndpoint made = endpoint;
        if (made == null) {
            made = new AsyncEndpoint(StageOptions.limits(config), outcomes, errors);
            if (!config.get(Options.ASYNC_MODEL).isEmpty()) {
                made.has(Stage.MODEL);
            }
            endpoint = made;
        }
        return made;
    }

    /** Whether there was a stage so far. */
    boolean exist() {
        return endpoint != null;
    }

    @Override
    public Optional<AsyncStats> inWindow(long nowNanos) {
        AsyncEndpoint known = endpoint;
        return known == null ? Optional.empty() : Optional.of(known.inWindow(nowNanos));
    }

    @Override
    public void beginWindow() {
        AsyncEndpoint known = endpoint;
        if (known != null) {
            known.beginWindow();
        }
    }

    @Override
    public Optional<AsyncStats> sinceStart(long nowNanos) {
        AsyncEndpoint known = endpoint;
        return known == null ? Optional.empty() : Optional.of(known.sinceStart(nowNanos));
    }

    @Override
    public List<MetricSample> samples() {
        AsyncEndpoint known = endpoint;
        return known == null ? List.of() : known.samples();
    }
}
