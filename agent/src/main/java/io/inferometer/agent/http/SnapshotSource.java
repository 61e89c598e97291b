package io.inferometer.agent.http;

import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Snapshot;
import java.util.List;

/** Where the listener gets what it shows. Thread-safe. */
public interface SnapshotSource {

    /** Returns everything but the last minute as of now. Histograms may be as coarse as scale 0. */
    Snapshot totals();

    /** Returns everything but the models as of now. */
    Snapshot overview();

    /**
     * Returns the next models in the order of their ids, as of the latest overview or later.
     *
     * @param after the model before them; null for the first models
     * @param limit how many at most
     * @return none after the last
     */
    List<ModelDetail> details(ModelId after, int limit);
}
