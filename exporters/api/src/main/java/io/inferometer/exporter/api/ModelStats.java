package io.inferometer.exporter.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What was measured of one model, either since the agent started (in a {@link Snapshot}) or between two instants (in a
 * {@link Window}). Gauges are those of the end.
 *
 * @param id which model
 * @param durations one histogram of nanoseconds per {@link Outcome}, by ordinal
 * @param inFlight calls started and not finished
 * @param oldestInFlightNanos age of the oldest of them; 0 when there is none
 * @param batchSizes items per call, where the library tells
 * @param inputTokens tokens read
 * @param outputTokens tokens produced
 * @param lastInferenceMillis when the latest call finished, in milliseconds since 1970; 0 before the first
 * @param lifecycle how often it was loaded
 */
public record ModelStats(
        ModelId id,
        List<ExponentialHistogram> durations,
        long inFlight,
        long oldestInFlightNanos,
        ExponentialHistogram batchSizes,
        long inputTokens,
        long outputTokens,
        long lastInferenceMillis,
        Lifecycle lifecycle) {

    /**
     * Loads and unloads of one model.
     *
     * @param loads successful loads
     * @param failedLoads loads that threw
     * @param loadDurations nanoseconds of each load, successful or not
     * @param loaded instances loaded and not closed, at the end
     */
    public record Lifecycle(long loads, long failedLoads, ExponentialHistogram loadDurations, long loaded) {

        Lifecycle then(Lifecycle later) {
            return new Lifecycle(
                    loads + later.loads,
                    failedLoads + later.failedLoads,
                    loadDurations.merge(later.loadDurations),
                    later.loaded);
        }
    }

    public ModelStats {
        Objects.requireNonNull(id, "id");
        durations = List.copyOf(durations);
        if (durations.size() != Outcome.values().length) {
            throw new IllegalArgumentException("one histogram per outcome, not " + durations.size());
        }
    }

    public ExponentialHistogram duration(Outcome outcome) {
        return durations.get(outcome.ordinal());
    }

    /** The latency of every finished call, whatever its outcome, in nanoseconds. */
    public ExponentialHistogram latency() {
        return durations.stream().reduce(ExponentialHistogram::merge).orElseThrow();
    }

    /** Finished calls, whatever their outcome. */
    public long invocations() {
        return durations.stream().mapToLong(ExponentialHistogram::count).sum();
    }

    /** Returns how many finished calls ended with a client or a server error. Cancelled calls are no errors. */
    public long errors() {
        return duration(Outcome.CLIENT_ERROR).count()
                + duration(Outcome.SERVER_ERROR).count();
    }

    /** What was measured over this and the {@code later}, adjoining, span of time. */
    public ModelStats then(ModelStats later) {
        return new ModelStats(
                id,
                IntStream.range(0, durations.size())
                        .mapToObj(i -> durations.get(i).merge(later.durations.get(i)))
                        .toList(),
                later.inFlight,
                later.oldestInFlightNanos,
                batchSizes.merge(later.batchSizes),
                inputTokens + later.inputTokens,
                outputTokens + later.outputTokens,
                Math.max(lastInferenceMillis, later.lastInferenceMillis),
                lifecycle.then(later.lifecycle));
    }
}
