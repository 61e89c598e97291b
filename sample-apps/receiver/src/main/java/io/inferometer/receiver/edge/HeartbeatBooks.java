package io.inferometer.receiver.edge;

import io.inferometer.receiver.operation.Newest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Books of heartbeats. Not thread-safe. */
public final class HeartbeatBooks {
    /** How many heartbeats are kept. */
    public static final int HEARTBEATS_KEPT = 1_000;

    /** How many model names are summarised. */
    public static final int NAMES_KEPT = 10_000;

    private final Map<String, ModelSummary> models = new TreeMap<>();
    private final Newest<Heartbeat> newest = new Newest<>(HEARTBEATS_KEPT);
    private long notSummarised;

    /** Stores a heartbeat. */
    public void put(Heartbeat heartbeat) {
        newest.add(heartbeat);
        for (EdgeModel model : heartbeat.models()) {
            String name = model.modelName() == null ? "" : model.modelName();
            if (models.containsKey(name) || models.size() < NAMES_KEPT) {
                models.merge(name, ModelSummary.of(model), ModelSummary::then);
            } else {
                notSummarised++;
            }
        }
    }

    /** Empties the books. */
    public void clear() {
        models.clear();
        newest.clear();
        notSummarised = 0;
    }

    /** How many were equal to one that was kept when they came. */
    public long repeats() {
        return newest.repeats();
    }

    /** The newest heartbeats, the newest last. */
    public List<Heartbeat> latest() {
        return newest.toList();
    }

    /** What was said of models, by model name. */
    public Map<String, ModelSummary> models() {
        return Collections.unmodifiableMap(new TreeMap<>(models));
    }

    /** How many models in heartbeats found no room. */
    public long notSummarised() {
        return notSummarised;
    }
}
