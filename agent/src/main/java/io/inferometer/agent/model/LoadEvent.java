package io.inferometer.agent.model;

/**
 * A model was loaded or closed, or failed to be. Times are {@link System#nanoTime}: the reader converts them to
 * wall-clock time, so that the application's thread need not.
 *
 * @param model the model's number
 * @param kind what happened
 * @param startNanos when it began
 * @param endNanos when it was over
 * @param failure why it failed, as {@link FailureText#raw} makes it; empty when it did not
 */
public record LoadEvent(int model, Kind kind, long startNanos, long endNanos, String failure) {

    /** What happened. */
    public enum Kind {
        LOADED,
        FAILED,
        CLOSED,
        CLOSE_FAILED
    }

    static LoadEvent of(int model, Kind kind, long startNanos, long endNanos) {
        return new LoadEvent(model, kind, startNanos, endNanos, "");
    }

    static LoadEvent failed(int model, Kind kind, long startNanos, long endNanos, Throwable failure) {
        return new LoadEvent(model, kind, startNanos, endNanos, FailureText.raw(failure));
    }

    /** How long it took. */
    public long nanos() {
        return Math.max(0, endNanos - startNanos);
    }
}
