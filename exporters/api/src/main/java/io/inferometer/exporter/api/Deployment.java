package io.inferometer.exporter.api;

import java.util.Objects;

/**
 * One change in which models the JVM serves: a model was loaded, failed to load, or was closed.
 *
 * @param model which model
 * @param kind what was to happen
 * @param failure why it did not; empty when it did
 * @param startMillis when it began, in milliseconds since 1970
 * @param endMillis when it was over, at least {@code startMillis}
 */
public record Deployment(ModelId model, Kind kind, String failure, long startMillis, long endMillis) {

    /** What was to happen. */
    public enum Kind {
        DEPLOY,
        UNDEPLOY
    }

    public Deployment {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(failure, "failure");
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }
}
