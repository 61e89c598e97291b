package io.inferometer.agent.aggregate;

import io.inferometer.agent.model.FailureText;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ModelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The loads and closes of the window in progress. One thread only. */
final class DeploymentLog {

    /** Loads are rare; an application that loads a model per call must not fill its windows with it. */
    static final int MAX_PER_WINDOW = 256;

    private final List<Deployment> deployments = new ArrayList<>();
    private long dropped;

    /**
     * @param nowNanos {@link System#nanoTime}
     * @param nowMillis the same instant in milliseconds since 1970
     */
    void add(ModelId model, LoadEvent event, long nowNanos, long nowMillis) {
        if (deployments.size() == MAX_PER_WINDOW) {
            dropped++;
            return;
        }
        boolean load = event.kind() == LoadEvent.Kind.LOADED || event.kind() == LoadEvent.Kind.FAILED;
        long end = nowMillis - Math.max(0, nowNanos - event.endNanos()) / 1_000_000;
        deployments.add(new Deployment(
                model,
                load ? Deployment.Kind.DEPLOY : Deployment.Kind.UNDEPLOY,
                FailureText.shown(event.failure()),
                end - event.nanos() / 1_000_000,
                end));
    }

    /** What happened since the last call, in order of time. */
    List<Deployment> take() {
        List<Deployment> taken = new ArrayList<>(deployments);
        deployments.clear();
        // Several threads may load: their events come in the order in which they could be left.
        taken.sort(Comparator.comparingLong(Deployment::endMillis));
        return taken;
    }

    /** How many were too many for their window. Loads and closes are still counted, model by model. */
    long dropped() {
        return dropped;
    }
}
