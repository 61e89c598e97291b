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

    private final ArrayList<Deployment> deployments = new ArrayList<>();

    // Not Comparator.comparingLong, for whose lambda the JDK makes classes.
    private final Comparator<Deployment> byEnd = (one, other) -> Long.compare(one.endMillis(), other.endMillis());

    private long dropped;

    /**
     * What {@link #add} needs memory for.
     *
     * @param nowNanos {@link System#nanoTime}
     * @param nowMillis the same instant in milliseconds since 1970
     */
    Deployment prepare(ModelId model, LoadEvent event, long nowNanos, long nowMillis) {
        deployments.ensureCapacity(Math.min(deployments.size() + 1, MAX_PER_WINDOW));
        boolean load = event.kind() == LoadEvent.Kind.LOADED || event.kind() == LoadEvent.Kind.FAILED;
        long end = nowMillis - Math.max(0, nowNanos - event.endNanos()) / 1_000_000;
        return new Deployment(
                model,
                load ? Deployment.Kind.DEPLOY : Deployment.Kind.UNDEPLOY,
                FailureText.shown(event.failure()),
                end - event.nanos() / 1_000_000,
                end);
    }

    void add(Deployment prepared) {
        if (deployments.size() == MAX_PER_WINDOW) {
            dropped++;
        } else {
            deployments.add(prepared);
        }
    }

    /** What happened in this window, in order of time. */
    List<Deployment> inWindow() {
        List<Deployment> sorted = new ArrayList<>(deployments);
        // Several threads may load: their events come in the order in which they could be left.
        sorted.sort(byEnd);
        return sorted;
    }

    /** Begins another window. Needs no memory. */
    void beginWindow() {
        deployments.clear();
    }

    /** How many were too many for their window. Loads and closes are still counted, model by model. */
    long dropped() {
        return dropped;
    }
}
