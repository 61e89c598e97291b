package io.inferometer.exporter.metric;

/**
 * A library at an instant.
 *
 * @param name as in the label {@code library}
 * @param state whether its calls are measured
 */
public record LibraryAt(String name, ModelAt.State state) {}
