package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;

/** One call of an exporter. */
final class Attempt {

    private Attempt() {}

    /**
     * Whatever the exporter does is an answer, with one exception.
     *
     * @throws LinkageError when the exporter lacks a class, which the next attempt would lack too
     */
    static Delivery of(Exporter exporter, Window window) {
        try {
            return exporter.export(window);
        } catch (LinkageError incomplete) {
            throw incomplete;
        } catch (Throwable failure) {
            return Delivery.retryLater(failure.toString());
        }
    }
}
