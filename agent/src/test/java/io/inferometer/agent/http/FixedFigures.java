package io.inferometer.agent.http;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Snapshot;
import java.util.List;
import java.util.function.Supplier;

/** Figures of snapshots that are there to be shown. */
final class FixedFigures implements Figures {

    private static final ExponentialHistogram NONE = ExponentialHistogram.empty(Unit.NANOSECONDS, 6);

    private final Supplier<Snapshot> snapshots;

    FixedFigures(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Snapshot totals() {
        return snapshots.get();
    }

    @Override
    public Snapshot overview() {
        return snapshots.get();
    }

    @Override
    public List<ModelDetail> details(ModelId after, int limit) {
        Snapshot snapshot = snapshots.get();
        return snapshot.models().stream()
                .filter(model -> after == null || model.id().compareTo(after) > 0)
                .limit(limit)
                .map(model -> detail(model, snapshot.recent()))
                .toList();
    }

    private static ModelDetail detail(ModelStats total, List<ModelStats> lately) {
        ModelStats recent = lately.stream()
                .filter(each -> each.id().equals(total.id()))
                .findAny()
                .orElseGet(() -> never(total.id()));
        return new ModelDetail(
                total, latency(total), total.batchSizes().quantile(0.5), recent, latency(recent));
    }

    private static ModelStats never(ModelId id) {
        return new ModelStats(
                id,
                List.of(Outcome.values()).stream().map(outcome -> NONE).toList(),
                0,
                0,
                ExponentialHistogram.empty(Unit.ITEMS, 6),
                0,
                0,
                0,
                new ModelStats.Lifecycle(0, 0, NONE, 0));
    }

    private static ModelDetail.Latency latency(ModelStats stats) {
        ExponentialHistogram all = stats.latency();
        return new ModelDetail.Latency(
                all.downscale(Math.min(all.scale(), 3)), all.quantile(0.5), all.quantile(0.9), all.quantile(0.99));
    }
}
