package io.inferometer.exporter.sentinel;

import java.util.Locale;

/** Where the rows of a run are when it is finished. */
public enum DataSource {
    /** In the request itself. */
    INLINE,
    /** In objects uploaded before. */
    S3;

    /** As in {@code data_source}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
