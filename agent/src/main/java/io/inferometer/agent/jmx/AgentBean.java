package io.inferometer.agent.jmx;

import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.record.CallClock;
import io.inferometer.agent.weave.Sites;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.ModelAt;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The agent as seen over JMX. */
final class AgentBean implements AgentControl {

    private final AggregatorLoop loop;
    private final RecentSnapshot snapshot;
    private final Sites sites;
    private final LongSupplier threadErrors;
    private final AgentInfo info;
    private final CallClock clock;

    AgentBean(
            AggregatorLoop loop,
            RecentSnapshot snapshot,
            Sites sites,
            LongSupplier threadErrors,
            AgentInfo info,
            CallClock clock) {
        this.loop = loop;
        this.snapshot = snapshot;
        this.sites = sites;
        this.threadErrors = threadErrors;
        this.info = info;
        this.clock = clock;
    }

    @Override
    public String getVersion() {
        return info.version();
    }

    @Override
    public String getHttpAddress() {
        return info.httpAddress();
    }

    @Override
    public int getHttpPortUnavailable() {
        return info.portUnavailable();
    }

    @Override
    public boolean isEnabled() {
        return sites.switches().isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        sites.switches().setEnabled(enabled);
    }

    @Override
    public String getClock() {
        return clock.isCounter() ? "tsc" : "nanotime";
    }

    @Override
    public String getClockProblem() {
        return clock.problem();
    }

    /** Counted beside the aggregator, which may be what fails. */
    @Override
    public long getThreadErrors() {
        return threadErrors.getAsLong();
    }

    @Override
    public long getErrors() {
        AgentStats agent = snapshot.get().agent();
        return agent.weavingErrors() + agent.measuringErrors();
    }

    @Override
    public String[] getNotMeasured() {
        return sites.notMeasured().reported().toArray(new String[0]);
    }

    Optional<AgentAt> agent() {
        Snapshot latest = snapshot.get();
        return Optional.of(
                new AgentAt(latest.agent(), ModelAt.State.of(latest.switches().agent())));
    }

    @Override
    public void flush() {
        loop.flush();
    }

    @Override
    public void reset() {
        loop.resetRecent();
    }
}
