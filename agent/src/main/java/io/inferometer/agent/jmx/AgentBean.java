package io.inferometer.agent.jmx;

import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.weave.Sites;
import java.util.function.LongSupplier;

/** The agent as seen over JMX. */
final class AgentBean implements AgentControl {

    private final AggregatorLoop loop;
    private final RecentSnapshot snapshot;
    private final Sites sites;
    private final LongSupplier threadErrors;
    private final MBeans.AgentInfo info;

    AgentBean(
            AggregatorLoop loop,
            RecentSnapshot snapshot,
            Sites sites,
            LongSupplier threadErrors,
            MBeans.AgentInfo info) {
        this.loop = loop;
        this.snapshot = snapshot;
        this.sites = sites;
        this.threadErrors = threadErrors;
        this.info = info;
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
        return sites.isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        sites.setEnabled(enabled);
    }

    @Override
    public long getRecorded() {
        return snapshot.get().agent().recorded();
    }

    @Override
    public long getAggregated() {
        return snapshot.get().agent().aggregated();
    }

    @Override
    public long getFolded() {
        return snapshot.get().agent().folded();
    }

    @Override
    public long getLost() {
        return snapshot.get().agent().lost();
    }

    /** Counted beside the aggregator, which may be what fails. */
    @Override
    public long getThreadErrors() {
        return threadErrors.getAsLong();
    }

    @Override
    public long getErrors() {
        return getInstrumentationErrors() + getMeasuringErrors();
    }

    @Override
    public long getInstrumentationErrors() {
        return snapshot.get().agent().weavingErrors();
    }

    @Override
    public long getMeasuringErrors() {
        return snapshot.get().agent().measuringErrors();
    }

    @Override
    public long getClampedDurations() {
        return snapshot.get().agent().clampedDurations();
    }

    @Override
    public long getIgnoredItems() {
        return snapshot.get().agent().ignoredItems();
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
