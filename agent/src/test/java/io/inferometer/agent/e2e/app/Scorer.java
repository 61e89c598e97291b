package io.inferometer.agent.e2e.app;

import io.inferometer.annotation.Inference;

/** A model that is a method. */
public final class Scorer {

    private long calls;

    /**
     * Doubles what it gets.
     *
     * @throws IllegalArgumentException every tenth time, a client's error
     * @throws IllegalStateException every fiftieth, one of the server
     */
    @Inference(model = "scorer")
    public int score(int value) {
        long number = ++calls;
        if (number % 10 == 0) {
            throw new IllegalArgumentException("10");
        }
        if (number % 50 == 5) {
            throw new IllegalStateException("50");
        }
        return 2 * value;
    }

    /** Measured by configuration, under a name that needs quoting. */
    public int rank(int value) {
        return value + 1;
    }
}
