package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.RequestLine;
import java.util.List;
import java.util.Optional;

/** What is known of queued requests. Asked by the aggregator's thread. */
public interface QueuedRequests {

    /** Of an application of which no stage is known. */
    QueuedRequests NONE = new QueuedRequests() {
        @Override
        public Optional<AsyncStats> inWindow(long nowNanos) {
            return Optional.empty();
        }

        @Override
        public List<RequestLine> linesInWindow() {
            return List.of();
        }

        @Override
        public void beginWindow() {
            // Nothing was in it.
        }

        @Override
        public Optional<AsyncStats> sinceStart(long nowNanos) {
            return Optional.empty();
        }

        @Override
        public List<MetricSample> samples() {
            return List.of();
        }
    };

    /**
     * Returns what happened in the window in progress; empty while no stage is known. Until {@link #beginWindow} it is in that window
     * still.
     */
    Optional<AsyncStats> inWindow(long nowNanos);

    /** Returns the lines of requests that ended in the window of the last {@link #inWindow}, in that order of time. */
    List<RequestLine> linesInWindow();

    /** Another window has begun, with what happened since the last {@link #inWindow}. Needs no memory. */
    void beginWindow();

    /** Returns what happened since the start; empty while no stage is known. */
    Optional<AsyncStats> sinceStart(long nowNanos);

    /** Returns what is counted beside that. */
    List<MetricSample> samples();
}
