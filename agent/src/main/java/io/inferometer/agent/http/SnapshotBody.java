package io.inferometer.agent.http;

import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.json.JsonBuffer;
import io.inferometer.exporter.metric.ModelAt;
import java.nio.ByteBuffer;
import java.util.List;

/** The document at {@code /api/snapshot}, model by model. Confined to the event loop's thread. */
final class SnapshotBody implements Body {

    /** Most parts have less. */
    private static final int PART_BYTES = 8 * 1024;

    /** Asking costs two switches of threads; of each model there is some 1 KiB in memory until it is written. */
    private static final int MODELS_AT_ONCE = 64;

    private final SnapshotSource source;
    private final int portUnavailable;
    private final Snapshot overview;
    private final JsonBuffer json = new JsonBuffer(PART_BYTES);
    private final ModelJson models;
    private List<ModelDetail> batch = List.of();
    private int next;
    private ModelId latest;
    private boolean begun;
    private boolean ended;

    /** @param portUnavailable see {@link Listener#portUnavailable} */
    SnapshotBody(SnapshotSource source, int portUnavailable) {
        this.source = source;
        this.portUnavailable = portUnavailable;
        this.overview = source.overview();
        this.models = new ModelJson(json, overview.recentSeconds());
    }

    @Override
    public State writeTo(ByteBuffer out) {
        while (json.drainTo(out)) {
            if (ended) {
                return State.END;
            }
            writePart();
        }
        return State.MORE;
    }

    private void writePart() {
        if (!begun) {
            begun = true;
            SnapshotJson.begin(json, overview, portUnavailable);
            return;
        }
        if (next == batch.size()) {
            batch = source.details(latest, MODELS_AT_ONCE);
            next = 0;
        }
        if (batch.isEmpty()) {
            SnapshotJson.end(json);
            ended = true;
        } else {
            ModelDetail model = batch.get(next++);
            latest = model.total().id();
            ModelAt.State state = ModelAt.State.of(overview.switches().isEnabled(latest));
            models.write(model, new ModelAt(model.total(), overview.atMillis(), state));
        }
    }
}
