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

    private static final Outcome[] ALL = values();

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns how many there are. */
    public static int count() {
        return ALL.length;
    }

    /**
     * Returns the outcome with this {@link #ordinal}.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public static Outcome of(int ordinal) {
        return ALL[ordinal];
    }

    /** The value of the {@code outcome} label in Prometheus and OTLP. */
    public String label() {
        return label;
    }
}
