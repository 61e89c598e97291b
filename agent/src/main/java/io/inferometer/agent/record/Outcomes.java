package io.inferometer.agent.record;

import io.inferometer.exporter.api.Outcome;

/** Sorts what inferences throw. */
public interface Outcomes {

    /** Never {@link Outcome#SUCCESS}. */
    Outcome of(Throwable failure);
}
