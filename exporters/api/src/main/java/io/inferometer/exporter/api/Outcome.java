package io.inferometer.exporter.api;

import java.util.Locale;

/** How a finished inference ended. */
public enum Outcome {
    SUCCESS,
    /** The caller's fault: an exception of a class listed in {@code client-errors}. */
    CLIENT_ERROR,
    /** Any other exception. */
    SERVER_ERROR,
    /** An asynchronous result that was cancelled. */
    CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The value of the {@code outcome} label in Prometheus and OTLP. */
    public String label() {
        return label;
    }
}
