package io.inferometer.exporter.api;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What an exporter may know of the agent. Immutable and thread-safe. */
public interface ExporterContext {

    Resource resource();

    /**
     * Returns a setting as text, its default applied.
     *
     * @return empty if it has neither value nor default
     * @throws MissingSettingException if it names a destination and is unusable; so do the others
     */
    Optional<String> text(String key);

    /** Returns a setting that is a switch. */
    boolean flag(String key);

    /** Returns a setting that is a duration and has a default. */
    Duration duration(String key);

    /** Returns a setting that is a size and has a default, in bytes. */
    long size(String key);

    /** Returns a setting that is the URL of a server, with scheme and host, as the user wrote it; empty if it is not set. */
    Optional<URI> uri(String key);

    /** Returns a setting that is a host with a port and has a default. The host is not resolved. */
    InetSocketAddress address(String key);

    /**
     * Returns everything measured since the agent started, as of now: for backends that take running totals. Every window that was
     * handed to an exporter before is in it, and counters never go back. Windows of earlier JVMs are not. Costs what a scrape
     * does.
     *
     * @throws IllegalStateException if it cannot be had within seconds
     */
    Snapshot snapshot();

    /**
     * Returns the arguments that this JVM was started with, the program first, without secrets.
     *
     * @return none where the operating system does not tell
     */
    default List<String> command() {
        return List.of();
    }

    /** Returns the exit code of this JVM as far as it is known: 1 once {@code main} has ended by an exception that nothing caught. */
    default OptionalInt exitCode() {
        return OptionalInt.empty();
    }

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
