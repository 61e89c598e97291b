package io.inferometer.agent.model;

/**
 * A model was loaded, failed to load, or was closed.
 *
 * @param model the model's number
 * @param kind what happened
 * @param nanos how long it took; 0 for a close
 */
public record LoadEvent(int model, Kind kind, long nanos) {

    /** What happened. */
    public enum Kind {
        LOADED,
        FAILED,
        CLOSED
    }
}
