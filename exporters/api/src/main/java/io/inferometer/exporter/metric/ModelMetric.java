package io.inferometer.exporter.metric;

import static io.inferometer.exporter.metric.Description.counter;
import static io.inferometer.exporter.metric.Description.gauge;
import static io.inferometer.exporter.metric.Description.histogram;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;

/** What is shown of each model. Its labels are {@code model}, {@code version} and {@code library}. */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum ModelMetric implements Metric<ModelAt> {
    INFERENCE_DURATION(histogram(
                    "inferometer_inference_duration_seconds",
                    "latencySeconds",
                    "seconds",
                    "Duration of finished inferences. In sampled timing the count is exact, sum and buckets are"
                            + " estimates.",
                    -20,
                    6)
            .by("outcome")),
    IN_FLIGHT(gauge("inferometer_inferences_in_flight", "inFlight", "calls", "Inferences started and not finished.")),
    OLDEST_IN_FLIGHT(gauge(
            "inferometer_oldest_in_flight_seconds",
            "oldestInFlightSeconds",
            "seconds",
            "Age of the oldest unfinished inference.")),
    SECONDS_SINCE_LAST(gauge(
            "inferometer_seconds_since_last_inference",
            "secondsSinceLastInference",
            "seconds",
            "Time since the latest inference finished.")),
    BATCH_SIZE(histogram(
            "inferometer_batch_size", "batchSize", "items", "Items per call, where the library tells.", 0, 10)),
    TOKENS(counter("inferometer_tokens_total", "tokens", "tokens", "Tokens read and produced.")
            .by("direction")),
    CACHED_TOKENS(counter(
            "inferometer_cached_tokens_total",
            "cachedTokens",
            "tokens",
            "Tokens of the input that came from a cache.")),
    REASONING_TOKENS(counter(
            "inferometer_reasoning_tokens_total",
            "reasoningTokens",
            "tokens",
            "Tokens of the output spent on reasoning that the caller does not see.")),
    TIME_TO_FIRST_TOKEN(histogram(
            "inferometer_time_to_first_token_seconds",
            "timeToFirstTokenSeconds",
            "seconds",
            "Time from the start of a streaming call to its first token.",
            -20,
            6)),
    TIME_PER_OUTPUT_TOKEN(histogram(
            "inferometer_time_per_output_token_seconds",
            "timePerOutputTokenSeconds",
            "seconds",
            "Mean time between the tokens of a streaming call, one value for each call.",
            -20,
            6)),
    LOADS(counter("inferometer_model_loads_total", "modelLoads", "loads", "Attempts to load a model.")
            .by("status")),
    LOAD_DURATION(histogram(
            "inferometer_model_load_duration_seconds",
            "modelLoadSeconds",
            "seconds",
            "Duration of attempts to load a model, successful or not.",
            -10,
            10)),
    LOADED(gauge(
            "inferometer_models_loaded", "modelsLoaded", "instances", "Instances of a model loaded and not closed.")),
    ENABLED(gauge(
            "inferometer_model_enabled",
            "enabled",
            "",
            "1 while a model's calls are to be measured, 0 while it is turned off."));

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Description description;

    ModelMetric(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public void read(ModelAt model, Samples out) {
        ModelStats stats = model.stats();
        ModelStats.Lifecycle lifecycle = stats.lifecycle();
        switch (this) {
            case INFERENCE_DURATION -> durations(stats, out);
            case IN_FLIGHT -> out.value("", stats.inFlight());
            case OLDEST_IN_FLIGHT -> out.value("", stats.oldestInFlightNanos() / 1e9);
            case SECONDS_SINCE_LAST -> {
                if (stats.lastInferenceMillis() > 0) {
                    out.value("", Math.max(0, model.atMillis() - stats.lastInferenceMillis()) / 1e3);
                }
            }
            case BATCH_SIZE -> known(stats.distribution(Measure.ITEMS), out);
            case TOKENS -> tokens(stats, out);
            case CACHED_TOKENS -> sum(stats.distribution(Measure.CACHED_TOKENS), out);
            case REASONING_TOKENS -> sum(stats.distribution(Measure.REASONING_TOKENS), out);
            case TIME_TO_FIRST_TOKEN -> known(stats.distribution(Measure.TIME_TO_FIRST_ITEM), out);
            case TIME_PER_OUTPUT_TOKEN -> known(stats.distribution(Measure.TIME_PER_ITEM), out);
            case LOADS -> {
                if (lifecycle.loads() + lifecycle.failedLoads() > 0) {
                    out.value("success", lifecycle.loads());
                    out.value("failure", lifecycle.failedLoads());
                }
            }
            case LOAD_DURATION -> known(lifecycle.loadDurations(), out);
            case LOADED -> {
                if (lifecycle.loads() + lifecycle.failedLoads() + lifecycle.loaded() > 0) {
                    out.value("", lifecycle.loaded());
                }
            }
            case ENABLED -> model.state().read(out);
        }
    }

    /** All outcomes from the first call on, so that a rate of errors is 0 and not unknown before the first error. */
    private static void durations(ModelStats stats, Samples out) {
        if (stats.invocations() > 0 || stats.inFlight() > 0) {
            for (Outcome outcome : OUTCOMES) {
                out.histogram(outcome.label(), stats.duration(outcome));
            }
        }
    }

    private static void tokens(ModelStats stats, Samples out) {
        ExponentialHistogram input = stats.distribution(Measure.INPUT_TOKENS);
        ExponentialHistogram output = stats.distribution(Measure.OUTPUT_TOKENS);
        if (input.sum() + output.sum() > 0) {
            out.value("input", input.sum());
            out.value("output", output.sum());
        }
    }

    private static void known(ExponentialHistogram histogram, Samples out) {
        if (!histogram.isEmpty()) {
            out.histogram("", histogram);
        }
    }

    private static void sum(ExponentialHistogram tokens, Samples out) {
        if (!tokens.isEmpty()) {
            out.value("", tokens.sum());
        }
    }
}
