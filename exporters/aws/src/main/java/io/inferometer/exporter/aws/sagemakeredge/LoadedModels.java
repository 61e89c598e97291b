package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The models that this JVM serves. A window tells only of those that something happened to, a heartbeat of all that are
 * loaded: one stays here until its last instance is closed. A measured method is never closed and stays. Used by one thread.
 */
final class LoadedModels {

    /** As many as the agent keeps apart by default; models beyond it are told of while something happens to them. */
    static final int MAX_IDLE = 1_000;

    private final TreeMap<ModelId, ModelStats> models = new TreeMap<>();

    /** Those of the window that were called or are there, and those that were there before and still are; by identity. */
    List<ModelStats> in(Window window) {
        Set<ModelId> undeployed = undeployed(window);
        TreeMap<ModelId, ModelStats> all = new TreeMap<>(models);
        for (ModelStats model : window.models()) {
            ModelStats before = models.remove(model.id());
            boolean stays = model.lifecycle().loaded() > 0
                    || (model.lastInferenceMillis() > 0
                            && model.lifecycle().loads() == 0
                            && !isLoaded(before)
                            && !undeployed.contains(model.id()));
            if (stays && models.size() < MAX_IDLE) {
                models.put(model.id(), idle(model));
            }
            if (stays || model.invocations() > 0 || model.inFlight() > 0) {
                all.put(model.id(), model);
            } else {
                all.remove(model.id());
            }
        }
        return new ArrayList<>(all.values());
    }

    /** A model that was loaded before the agent came is never counted as loaded, but its close is seen. */
    private static Set<ModelId> undeployed(Window window) {
        return window.deployments().stream()
                .filter(one -> one.kind() == Deployment.Kind.UNDEPLOY && one.succeeded())
                .map(Deployment::model)
                .collect(Collectors.toSet());
    }

    private static boolean isLoaded(ModelStats model) {
        return model != null && model.lifecycle().loaded() > 0;
    }

    /** What is left of a model to which nothing happens. */
    private static ModelStats idle(ModelStats model) {
        return ModelStats.of(model.id())
                .lastInference(model.lastInferenceMillis())
                .lifecycle(new ModelStats.Lifecycle(
                        0,
                        0,
                        ModelStats.Lifecycle.NONE.loadDurations(),
                        model.lifecycle().loaded()))
                .build();
    }
}
