package io.inferometer.agent;

import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.http.SnapshotSource;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Snapshot;
import java.util.List;

/** The aggregator as the listener sees it. Thread-safe. */
final class LoopSnapshots implements SnapshotSource {

    private final AggregatorLoop loop;

    LoopSnapshots(AggregatorLoop loop) {
        this.loop = loop;
    }

    @Override
    public Snapshot totals() {
        return loop.totals();
    }

    @Override
    public Snapshot overview() {
        return loop.overview();
    }

    @Override
    public List<ModelDetail> details(ModelId after, int limit) {
        return loop.details(after, limit);
    }
}
