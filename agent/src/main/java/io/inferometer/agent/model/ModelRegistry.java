package io.inferometer.agent.model;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.ModelId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Every model by name and by number. Thread-safe. */
public final class ModelRegistry {

    private final Recorder recorder;
    private final int maxSeries;
    private final Map<String, String> renames;
    private final Timings timings;
    /** Sorted: a record's own hash code is linked at run time, which costs the first load of a model milliseconds. */
    private final Map<ModelId, Model> models = new TreeMap<>();

    private final InstanceMap instances = new InstanceMap();
    private volatile ModelId[] ids = {};

    /** A registry whose models' calls are all timed. */
    public ModelRegistry(Recorder recorder, int maxSeries, Map<String, String> renames) {
        this(recorder, maxSeries, renames, new Timings("all", Map.of()));
    }

    /**
     * @param maxSeries how many models are kept apart
     * @param renames shown name by found name
     * @param timings which calls of a model are timed
     */
    public ModelRegistry(Recorder recorder, int maxSeries, Map<String, String> renames, Timings timings) {
        this.recorder = recorder;
        this.maxSeries = maxSeries;
        this.renames = Map.copyOf(renames);
        this.timings = timings;
    }

    /** A name may be the URL that the model was loaded from, and every exporter sends it. Any other stays as it is: it is an identity. */
    private static String masked(String name) {
        return name.contains("://") ? Redaction.of(name) : name;
    }

    /** The model of this identity, or {@code _other_} of its library when there are too many. */
    public synchronized Model model(String library, String found, String version) {
        String name = ModelNames.shown(shown(found));
        ModelId id = new ModelId(library, masked(name.isEmpty() ? library : name), masked(ModelNames.shown(version)));
        Model known = models.get(id);
        if (known != null) {
            return known;
        }
        if (models.size() >= maxSeries) {
            id = new ModelId(library, ModelId.OTHER, "");
            known = models.get(id);
            if (known != null) {
                return known;
            }
        }
        Model model = recorder.newModel(timings.of(library, id.name()));
        ModelId[] more = Arrays.copyOf(ids, model.index() + 1);
        more[model.index()] = id;
        ids = more;
        models.put(id, model);
        return model;
    }

    String shown(String found) {
        return renames.getOrDefault(found, found);
    }

    boolean isRenamed(String found) {
        return renames.containsKey(found);
    }

    boolean hasRenames() {
        return !renames.isEmpty();
    }

    /** The identity of the model with this number. */
    public ModelId id(int index) {
        return ids[index];
    }

    /** How many models there are. Numbers are below it. */
    public int size() {
        return ids.length;
    }

    /** The model with this number. */
    public Model model(int index) {
        return recorder.model(index);
    }

    InstanceMap instances() {
        return instances;
    }
}
