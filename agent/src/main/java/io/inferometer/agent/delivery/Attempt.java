package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;

/** One call of an exporter, whatever it does. */
final class Attempt {

    private Attempt() {}

    static Delivery of(Exporter exporter, Window window) {
        try {
            return exporter.export(window);
        } catch (Throwable failure) {
            return Delivery.retryLater(failure.toString());
        }
    }
}
