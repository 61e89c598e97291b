package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import java.util.List;
import java.util.Optional;

/** What is known of queued requests. Asked by the aggregator's thread. */
public interface QueuedRequests {

    /** Of an application of which no stage is known. */
    QueuedRequests NONE = new QueuedRequests() {};

    /**
     * Returns what happened in the window in progress; empty while no stage is known. Until {@link #beginWindow} it is in that window
     * still.
     */
    default Optional<AsyncStats> inWindow(long nowNanos) {
        return Optional.empty();
    }

    /** Returns the lines of requests that ended in the window of the last {@link #inWindow}, in that order of time. */
    default List<RequestLine> linesInWindow() {
        return List.of();
    }

    /** Another window has begun, with what happened since the last {@link #inWindow}. Needs no memory. */
    default void beginWindow() {
        // Nothing was in it.
    }

    /** Returns what happened since the start; empty while no stage is known. */
    default Optional<AsyncStats> sinceStart(long nowNanos) {
        return Optional.empty();
    }

    /** Returns what is counted beside that. */
    default List<MetricSample> samples() {
        return List.of();
    }
}
