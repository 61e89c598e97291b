package io.inferometer.agent.model;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelEngine;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which engine serves which model, in which release and on which device. As large as the number of models. Thread-safe. */
public final class Engines {

    private final Map<String, ModelEngine> ofLibraries = new ConcurrentHashMap<>();
    private final Map<ModelId, ModelEngine> ofModels = new ConcurrentHashMap<>();
    private final Map<ModelId, String> devices = new ConcurrentHashMap<>();

    /**
     * A class of a library is measured.
     *
     * @param release of the jar that it is from; empty if unknown
     */
    public void found(String library, String title, String release, String device) {
        ofLibraries.putIfAbsent(library, new ModelEngine(title, release, device));
    }

    /** A model was loaded that tells its engine. */
    void loaded(ModelId model, ModelEngine engine) {
        ofModels.put(model, engine);
    }

    /** A model was loaded onto this device, or moved there. */
    void runsOn(ModelId model, String device) {
        devices.put(model, device);
    }

    /** What serves a model. */
    public ModelEngine of(ModelId model) {
        ModelEngine engine = ofModels.getOrDefault(model, ofLibraries.get(model.library()));
        String device = devices.get(model);
        return engine == null
                ? ModelEngine.UNKNOWN
                : device == null ? engine : new ModelEngine(engine.name(), engine.version(), device);
    }

    /** A sample for each of the models whose engine is known. */
    List<MetricSample> samples(ModelId[] models) {
        List<MetricSample> samples = new ArrayList<>();
        for (ModelId model : models) {
            ModelEngine engine = of(model);
            if (!engine.name().isEmpty()) {
                Map<String, String> labels = new LinkedHashMap<>();
                labels.put("model", model.name());
                labels.put("version", model.version());
                labels.put("library", model.library());
                labels.put("engine", engine.name());
                labels.put("engine_version", engine.version());
                labels.put("device", engine.device());
                samples.add(SampleMetric.MODEL_INFO.sample(1, labels));
            }
        }
        return samples;
    }

    /** A device as people write it: DJL's {@code gpu(1)} is {@code cuda:1}. */
    static String device(String told) {
        String plain = told.endsWith("()") ? told.substring(0, told.length() - 2) : told;
        return plain.startsWith("gpu(") && plain.endsWith(")")
                ? "cuda:".concat(plain.substring("gpu(".length(), plain.length() - 1))
                : plain;
    }
}
