package io.inferometer.exporter.api;

/**
 * The agent's own books. At rest {@code recorded = aggregated + folded}, and {@code lost} is 0.
 *
 * @param recorded calls whose end was recorded on the application's threads
 * @param aggregated of those, how many reached their series through the queues
 * @param folded of those, how many were added to their series directly because a queue was full
 * @param lost calls that could not be recorded at all
 * @param weavingErrors classes and methods that should have been instrumented and could not be
 * @param measuringErrors failures of the agent's own code while it measured a call, a load or an unload
 * @param clampedDurations calls counted with another duration than the clock's, which was below 0 or beyond 73 years
 * @param ignoredItems calls counted without the size of their batch, which made no sense
 */
public record AgentStats(
        long recorded,
        long aggregated,
        long folded,
        long lost,
        long weavingErrors,
        long measuringErrors,
        long clampedDurations,
        long ignoredItems) {

    /** Nothing was measured yet. */
    public static final AgentStats NONE = new AgentStats(0, 0, 0, 0, 0);

    /** Of an application that gave measuring no trouble. */
    public AgentStats(long recorded, long aggregated, long folded, long lost, long weavingErrors) {
        this(recorded, aggregated, folded, lost, weavingErrors, 0, 0, 0);
    }
}
