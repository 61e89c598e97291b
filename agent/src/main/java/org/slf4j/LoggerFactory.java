package org.slf4j;

import io.inferometer.agent.log.LogProvider;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The entry to slf4j for the libraries in the agent's loaders, in place of the one in slf4j-api, which obeys system properties
 * that are meant for the application's slf4j: with {@code -Dslf4j.provider} it would look for the application's provider among
 * the agent's classes, and print to stderr that it is not there. Thread-safe.
 */
public final class LoggerFactory {

    private static final SLF4JServiceProvider PROVIDER = new LogProvider();

    private LoggerFactory() {}

    public static Logger getLogger(String name) {
        return getILoggerFactory().getLogger(name);
    }

    public static Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    public static ILoggerFactory getILoggerFactory() {
        return PROVIDER.getLoggerFactory();
    }

    /** Asked by {@link MDC} and {@link MarkerFactory}. */
    static SLF4JServiceProvider getProvider() {
        return PROVIDER;
    }
}
