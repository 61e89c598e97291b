package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;

/** What the other applications measure. */
final class Scorer {

    private Scorer() {}

    @Inference(model = "annotated")
    static int annotated(int in) {
        return in + 1;
    }

    /** Measured when the configuration names it. */
    static int configured(int in) {
        return in - 1;
    }
}
