package io.inferometer.exporter.api;

import java.time.Duration;

/** What became of one attempt to deliver a window. */
public sealed interface Delivery {

    /**
     * The backend has it.
     *
     * @param rejectedItems values inside it that the backend refused for good
     * @param reason why, for the log; empty when all were taken
     */
    record Delivered(long rejectedItems, String reason) implements Delivery {}

    /** The window holds nothing for this backend, which was therefore not asked: whether it would take anything stays unknown. */
    record Nothing() implements Delivery {}

    /**
     * Not now. The same window will be offered again.
     *
     * @param after wait at least this long; zero leaves it to the caller's back-off
     * @param reason one line for the log
     */
    record RetryLater(Duration after, String reason) implements Delivery {}

    /**
     * Never: the window is dropped and counted.
     *
     * @param reason one line for the log
     */
    record Rejected(String reason) implements Delivery {}

    static Delivery delivered() {
        return new Delivered(0, "");
    }

    static Delivery nothing() {
        return new Nothing();
    }

    static Delivery retryLater(String reason) {
        return new RetryLater(Duration.ZERO, reason);
    }

    static Delivery rejected(String reason) {
        return new Rejected(reason);
    }
}
