package io.inferometer.agent.async;

import java.util.function.DoubleSupplier;

/** Whether requests wait while nothing can work on them. Guarded by the tracker's monitor but for {@link #ready}. */
final class Capacity {

    /** How many workers are ready, or NaN; null if nothing tells. */
    private volatile DoubleSupplier ready;

    // Since the latest sample.
    private boolean wasEmpty = true;
    private boolean worked;

    private double missing;

    /** From now on the application tells its workers. */
    void ready(DoubleSupplier workers) {
        ready = workers;
    }

    /** Something works on a request. */
    void works() {
        worked = true;
    }

    /** The backlog has fallen to this. */
    void fell(long backlog) {
        wasEmpty |= backlog == 0;
    }

    /** @param working on how many requests something works */
    void sample(long backlog, int working) {
        DoubleSupplier workers = ready;
        if (workers == null) {
            missing = backlog > 0 && !wasEmpty && !worked && working == 0 ? 1 : 0;
        } else {
            double count = workers.getAsDouble();
            missing = Double.isNaN(count) ? Double.NaN : backlog > 0 && count <= 0 ? 1 : 0;
        }
        wasEmpty = backlog == 0;
        worked = working > 0;
    }

    /** By the latest sample: 1 if requests wait without capacity, else 0; NaN if the application does not know. */
    double missing() {
        return missing;
    }
}
