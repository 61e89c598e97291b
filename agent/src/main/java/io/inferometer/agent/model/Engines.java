package io.inferometer.agent.model;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which engine serves which model, in which release and on which device. As large as the number of models. Thread-safe. */
public final class Engines {

    /**
     * An engine.
     *
     * @param name what its makers call it
     * @param version its release; empty if unknown
     * @param device {@code cpu}, {@code cuda:0}; empty if unknown
     */
    record Engine(String name, String version, String device) {}

    private final Map<String, Engine> ofLibraries = new ConcurrentHashMap<>();
    private final Map<ModelId, Engine> ofModels = new ConcurrentHashMap<>();
    private final Map<ModelId, String> devices = new ConcurrentHashMap<>();

    /**
     * A class of a library is measured.
     *
     * @param release of the jar that it is from; empty if unknown
     */
    public void found(String library, String title, String release, String device) {
        ofLibraries.putIfAbsent(library, new Engine(title, release, device));
    }

    /** A model was loaded that tells its engine. */
    void loaded(ModelId model, Engine engine) {
        ofModels.put(model, engine);
    }

    /** A model was loaded onto this device, or moved there. */
    void runsOn(ModelId model, String device) {
        devices.put(model, device);
    }

    /** A sample for each of the models whose engine is known. */
    List<MetricSample> samples(ModelId[] models) {
        List<MetricSample> samples = new ArrayList<>();
        for (ModelId model : models) {
            Engine engine = ofModels.getOrDefault(model, ofLibraries.get(model.library()));
            if (engine != null) {
                Map<String, String> labels = new LinkedHashMap<>();
                labels.put("model", model.name());
                labels.put("version", model.version());
                labels.put("library", model.library());
                labels.put("engine", engine.name);
                labels.put("engine_version", engine.version);
                labels.put("device", devices.getOrDefault(model, engine.device));
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
