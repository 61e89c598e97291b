package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelStats;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calls of a model, or of several together. Immutable.
 *
 * @param count how many finished, whatever their outcome
 * @param errors how many of them ended with a client or a server error
 * @param latency of all of them
 */
record ModelCalls(long count, long errors, ExponentialHistogram latency) {

    static final ModelCalls NONE =
            new ModelCalls(0, 0, ExponentialHistogram.empty(ExponentialHistogram.Unit.NANOSECONDS, ModelStats.SCALE));

    private static final List<String> FIGURES = List.of("count", "errors", "p50", "p99");
    private static final List<Double> PERCENTILES = List.of(0.5, 0.99);
    private static final int DECIMALS = 9;

    static ModelCalls of(ModelStats model) {
        return new ModelCalls(model.invocations(), model.errors(), model.latency());
    }

    ModelCalls plus(ModelCalls other) {
        return new ModelCalls(count + other.count, errors + other.errors, latency.merge(other.latency));
    }

    /** Returns the names of the columns that {@link #cells} fills. */
    static Stream<String> columns(String name) {
        return FIGURES.stream().map(figure -> name + "_" + figure);
    }

    /** Returns both counts, and percentiles in seconds, which are empty where nothing was called. */
    Stream<String> cells() {
        return Stream.concat(
                Stream.of(count, errors).map(String::valueOf),
                PERCENTILES.stream()
                        .map(share -> latency.isEmpty() ? "" : Decimals.of(latency.quantile(share), DECIMALS)));
    }
}
