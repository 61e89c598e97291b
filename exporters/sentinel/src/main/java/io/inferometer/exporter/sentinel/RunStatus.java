package io.inferometer.exporter.sentinel;

import java.util.Locale;

/** How a run ended, in the two words that the service takes. */
public enum RunStatus {
    FINISHED,
    FAILED;

    /** As in {@code run_status}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
