package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.Window;

/** Takes each window. */
@FunctionalInterface
public interface WindowSink {

    /** By the aggregator's thread; must not block. */
    void accept(Window window);

    /** Whether windows can be taken yet. Until then none is cut: the first holds all that happened since the start. */
    default boolean isReady() {
        return true;
    }

    /** Whether anybody waits for windows, also for those in which nothing happened. */
    default boolean isWanted() {
        return true;
    }
}
