package io.inferometer.exporter.api;

import java.time.Duration;
import java.util.Optional;

/** What an exporter may know of the agent. Immutable and thread-safe. */
public interface ExporterContext {

    Resource resource();

    /** The setting with this key, its default applied; empty when neither is there. */
    Optional<String> text(String key);

    /** A setting that is a duration and has a default. */
    Duration duration(String key);

    /** A setting that is a size and has a default, in bytes. */
    long size(String key);

    /** Writes one line at level {@code warn} to the agent's log. */
    void warn(String line);

    /** Writes one line at level {@code info} to the agent's log. */
    void info(String line);
}
