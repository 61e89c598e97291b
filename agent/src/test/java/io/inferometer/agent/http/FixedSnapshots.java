package io.inferometer.agent.http;

import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Snapshot;
import java.util.List;
import java.util.function.Supplier;

/** Snapshots that are there to be shown. */
final class FixedSnapshots implements SnapshotSource {

    private final Supplier<Snapshot> snapshots;

    FixedSnapshots(Supplier<Snapshot> snapshots) {
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
                .map(model -> new ModelDetail(
                        model,
                        recent(snapshot, model.id()),
                        model.beneath(),
                        new ModelEngine("Engine", "1.2", "cuda:1")))
                .toList();
    }

    private static ModelStats recent(Snapshot snapshot, ModelId id) {
        return snapshot.recent().stream()
                .filter(each -> each.id().equals(id))
                .findAny()
                .orElseGet(() -> ModelStats.of(id).build());
    }
}
