package io.inferometer.agent.jmx;

import io.inferometer.agent.model.Engines;
import io.inferometer.agent.record.Model;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.metric.ModelAt;
import java.util.List;
import java.util.Optional;

/** One model as seen over JMX. */
final class ModelBean implements ModelControl {

    private final ModelId id;
    private final RecentSnapshot snapshot;
    private final Model model;
    private final Engines engines;

    ModelBean(ModelId id, RecentSnapshot snapshot, Model model, Engines engines) {
        this.id = id;
        this.snapshot = snapshot;
        this.model = model;
        this.engines = engines;
    }

    private Optional<ModelStats> total() {
        return find(snapshot.get().models());
    }

    Optional<ModelAt> model() {
        Snapshot latest = snapshot.get();
        ModelAt.State state = ModelAt.State.of(model.isEnabled());
        return find(latest.models()).map(stats -> new ModelAt(stats, latest.atMillis(), state));
    }

    private Optional<ModelStats> find(List<ModelStats> models) {
        return models.stream().filter(stats -> stats.id().equals(id)).findFirst();
    }

    @Override
    public long getCount() {
        return total().map(ModelStats::invocations).orElse(0L);
    }

    @Override
    public long getErrorCount() {
        return total().map(ModelStats::errors).orElse(0L);
    }

    @Override
    public long getCancelledCount() {
        return total().map(stats -> stats.duration(Outcome.CANCELLED).count()).orElse(0L);
    }

    @Override
    public double getRatePerSecond() {
        Snapshot latest = snapshot.get();
        return find(latest.recent())
                .map(stats -> stats.invocations() / latest.recentSeconds())
                .orElse(0.0);
    }

    private double micros(double quantile) {
        return find(snapshot.get().recent())
                .map(stats -> stats.latency().quantile(quantile) * 1e6)
                .orElse(0.0);
    }

    @Override
    public double getLatencyP50Micros() {
        return micros(0.5);
    }

    @Override
    public double getLatencyP90Micros() {
        return micros(0.9);
    }

    @Override
    public double getLatencyP99Micros() {
        return micros(0.99);
    }

    @Override
    public double getLatencyMaxMicros() {
        return micros(1);
    }

    @Override
    public String getEngine() {
        return engines.of(id).name();
    }

    @Override
    public String getEngineVersion() {
        return engines.of(id).version();
    }

    @Override
    public String getDevice() {
        return engines.of(id).device();
    }

    @Override
    public boolean isEnabled() {
        return model.isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        model.setEnabled(enabled);
    }
}
