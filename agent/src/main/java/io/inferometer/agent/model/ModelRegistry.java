package io.inferometer.agent.model;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Every model by name and by number. Thread-safe. */
public final class ModelRegistry {

    private final Recorder recorder;
    private final int maxSeries;
    private final Map<String, String> renames;
    private final Timings timings;
    /** Sorted: a record's own hash code is linked at run time, which costs the first load of a model milliseconds. */
    private final Map<ModelId, Model> models = new TreeMap<>();

    /** What tells apart models whose names are equal once masked; names that are no addresses have none. */
    private final Map<ModelId, Long> origins = new TreeMap<>();

    private final Engines engines = new Engines();
    private final LoadedPaths paths = new LoadedPaths();

    /** The names of files by the numbers of the models that were loaded from them. */
    private final Map<Integer, String> foundNames = new ConcurrentHashMap<>();

    private final InstanceMap<Model> instances = new InstanceMap<>();
    private final Devices devices = new Devices();
    private final Layers layers = new Layers();
    private volatile WeakReference<Throwable> lastFailure;
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

    /**
     * The model of this identity, or {@code _other_} of its library when there are too many. A name or version that is the
     * address the model was loaded from is shown without its secrets, as every exporter sends it. Addresses that differ in
     * secrets of their queries alone are one model, as each signing makes another; where another secret is all that
     * differs, the later ones are shown with {@code #2}, {@code #3} and so on behind their names.
     */
    public synchronized Model model(String library, String found, String version) {
        SourceAddress name = SourceAddress.of(shown(found));
        SourceAddress versions = SourceAddress.of(version);
        String shown = ModelNames.shown(name.masked());
        ModelId id = new ModelId(library, shown.isEmpty() ? library : shown, ModelNames.shown(versions.masked()));
        long origin = 31 * name.origin() + versions.origin();
        for (int number = 2; models.containsKey(id) && origins.getOrDefault(id, 0L) != origin; number++) {
            id = new ModelId(library, ModelNames.shown(name.masked() + "#" + number), id.version());
        }
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
        if (origin != 0 && !id.name().equals(ModelId.OTHER)) {
            origins.put(id, origin);
        }
        return model;
    }

    private String shown(String found) {
        String other = renamed(found);
        return other == null ? found : other;
    }

    boolean isRenamed(String found) {
        return renamed(found) != null;
    }

    /** By the name that was found, else by what it would be shown as, which is all that a user may know of it. */
    private String renamed(String found) {
        if (renames.isEmpty() || renames.containsKey(found)) {
            return renames.get(found);
        }
        return renames.get(ModelNames.shown(SourceAddress.of(found).masked()));
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

    /** What serves the models. */
    public Engines engines() {
        return engines;
    }

    /** A sample for each model whose engine is known. */
    public List<MetricSample> engineSamples() {
        return engines.samples(ids);
    }

    LoadedPaths paths() {
        return paths;
    }

    /** An instance of a model was loaded from a file. */
    void opened(Model model, String name, String path) {
        if (id(model.index()).name().equals(ModelId.OTHER)) {
            return;
        }
        paths.opened(id(model.index()).library(), name, path);
        foundNames.put(model.index(), name);
    }

    /** An instance of a model was closed. */
    void closed(Model model) {
        String name = foundNames.get(model.index());
        if (name != null) {
            paths.closed(id(model.index()).library(), name);
        }
    }

    /** A line to log about models that share a name; null if there is none. */
    public String nextLine() {
        return paths.nextLine();
    }

    /** Whether a load has not failed with this before. */
    boolean isNew(Throwable failure) {
        WeakReference<Throwable> last = lastFailure;
        if (last != null && last.refersTo(failure)) {
            return false;
        }
        lastFailure = new WeakReference<>(failure);
        return true;
    }

    /** Which models are called by another library. */
    public Layers layers() {
        return layers;
    }

    /** Where models run, as far as options and parameters say. */
    Devices devices() {
        return devices;
    }

    InstanceMap<Model> instances() {
        return instances;
    }
}
