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

    /**
     * Makes a thread for a library that wants one: a daemon, with the caller's context class loader. What the task throws becomes a
     * line of the agent's log: the application's default handler, which may halt the JVM, does not see it.
     *
     * @param name what follows {@code inferometer-}
     * @return a thread that was not started yet
     */
    default Thread newThread(String name, Runnable task) {
        Thread thread = new Thread(null, task, "inferometer-".concat(name), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setUncaughtExceptionHandler((ended, failure) -> warn(ended.getName() + " ended: " + failure));
        return thread;
    }
}
