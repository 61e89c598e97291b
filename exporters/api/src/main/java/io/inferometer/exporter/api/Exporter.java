package io.inferometer.exporter.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Carries windows to one backend. Created, called and closed by one thread of the agent's own, whose context class loader
 * is the exporter's: an implementation may block and need not be thread-safe. It does not retry: it reports, and its
 * caller decides.
 */
public interface Exporter extends AutoCloseable {

    /**
     * Tries to deliver one window. Called again with the same window after {@link Delivery.RetryLater}; an implementation
     * that was interrupted half-way goes on where it stopped.
     *
     * <p>A throwable is treated as {@code RetryLater} with the throwable's message.
     */
    Delivery export(Window window);

    /**
     * How often it wants a window. Empty: each one as it is cut. Otherwise windows are merged until this much time has
     * passed, and a window that could not be delivered in its turn is dropped instead of being sent late.
     */
    default Optional<Duration> heartbeat() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
