package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.Window;

/** Takes each window. */
@FunctionalInterface
public interface WindowSink {

    /** By the aggregator's thread; must not block. */
    void accept(Window window);

    /** Whether anybody waits for windows, also for those in which nothing happened. */
    default boolean isWanted() {
        return true;
    }
}
