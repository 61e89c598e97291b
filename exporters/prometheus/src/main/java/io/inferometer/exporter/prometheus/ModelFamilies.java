package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.prometheus.Samples.PowersOfTwo;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The families that have one or more samples per model. */
final class ModelFamilies {

    private static final PowersOfTwo INFERENCE_SECONDS = new PowersOfTwo(-20, 6);
    private static final PowersOfTwo LOAD_SECONDS = new PowersOfTwo(-10, 10);
    private static final PowersOfTwo ITEMS = new PowersOfTwo(0, 10);

    private final Samples samples;

    ModelFamilies(Samples samples) {
        this.samples = samples;
    }

    void write(List<ModelStats> models) {
        inferences(models);
        family(
                Family.histogram("inferometer_batch_size", "Items per call, where the library tells."),
                models,
                model -> !model.distribution(Measure.ITEMS).isEmpty(),
                (labels, model) -> samples.histogram(labels, ITEMS, model.distribution(Measure.ITEMS)));
        family(
                Family.counter("inferometer_tokens_total", "Tokens read and produced."),
                models,
                model -> model.distribution(Measure.INPUT_TOKENS).sum()
                                + model.distribution(Measure.OUTPUT_TOKENS).sum()
                        > 0,
                (labels, model) -> {
                    samples.sample(
                            labels.with("direction", "input"),
                            model.distribution(Measure.INPUT_TOKENS).sum());
                    samples.sample(
                            labels.with("direction", "output"),
                            model.distribution(Measure.OUTPUT_TOKENS).sum());
                });
        lifecycle(models);
    }

    private void inferences(List<ModelStats> models) {
        family(
                Family.histogram(
                        "inferometer_inference_duration_seconds",
                        "Duration of finished inferences. In sampled timing the count is exact, sum and buckets are"
                                + " estimates."),
                models,
                model -> model.invocations() > 0 || model.inFlight() > 0,
                this::durations);
        family(
                Family.gauge("inferometer_inferences_in_flight", "Inferences started and not finished."),
                models,
                model -> true,
                (labels, model) -> samples.sample(labels, model.inFlight()));
        family(
                Family.gauge("inferometer_oldest_in_flight_seconds", "Age of the oldest unfinished inference."),
                models,
                model -> true,
                (labels, model) -> samples.sample(labels, model.oldestInFlightNanos() / 1e9));
    }

    private void durations(Labels labels, ModelStats model) {
        for (Outcome outcome : Outcome.values()) {
            samples.histogram(labels.with("outcome", outcome.label()), INFERENCE_SECONDS, model.duration(outcome));
        }
    }

    private void lifecycle(List<ModelStats> models) {
        Predicate<ModelStats> tried =
                model -> model.lifecycle().loads() + model.lifecycle().failedLoads() > 0;
        family(
                Family.counter("inferometer_model_loads_total", "Attempts to load a model."),
                models,
                tried,
                (labels, model) -> {
                    samples.sample(
                            labels.with("status", "success"), model.lifecycle().loads());
                    samples.sample(
                            labels.with("status", "failure"), model.lifecycle().failedLoads());
                });
        family(
                Family.histogram(
                        "inferometer_model_load_duration_seconds",
                        "Duration of attempts to load a model, successful or not."),
                models,
                model -> !model.lifecycle().loadDurations().isEmpty(),
                (labels, model) -> samples.histogram(
                        labels, LOAD_SECONDS, model.lifecycle().loadDurations()));
        family(
                Family.gauge("inferometer_models_loaded", "Instances of a model loaded and not closed."),
                models,
                tried.or(model -> model.lifecycle().loaded() > 0),
                (labels, model) -> samples.sample(labels, model.lifecycle().loaded()));
    }

    private void family(
            Family family, List<ModelStats> models, Predicate<ModelStats> has, BiConsumer<Labels, ModelStats> write) {
        List<ModelStats> those = models.stream().filter(has).toList();
        if (!those.isEmpty()) {
            samples.family(family);
            those.forEach(model -> write.accept(Labels.of(model.id()), model));
        }
    }
}
