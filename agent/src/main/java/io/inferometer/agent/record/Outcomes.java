package io.inferometer.agent.record;

/** Sorts what inferences throw. */
public interface Outcomes {

    /** 1 for a client error, 2 for a server error, 3 for a cancellation. */
    int of(Throwable failure);
}
