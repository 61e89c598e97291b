package io.inferometer.agent.model;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.ModelFinder;

/**
 * Finds the model of an instance of one library. An instance that was loaded before the agent came has the name that it
 * carries itself, else the library's.
 */
public final class LoadedInstances implements ModelFinder {

    private final String library;
    private final ModelSource source;
    private final ModelRegistry registry;

    /** That of calls without an instance, as those of static methods are. */
    private volatile Model ofNone;

    public LoadedInstances(String library, ModelSource source, ModelRegistry registry) {
        this.library = library;
        this.source = source;
        this.registry = registry;
    }

    @Override
    public Model find(Object self, Object argument) {
        if (self == null) {
            Model known = ofNone;
            if (known == null) {
                known = adopt(null);
                ofNone = known;
            }
            return known;
        }
        Model model = registry.instances().get(self);
        return model != null ? model : adopt(self);
    }

    private Model adopt(Object instance) {
        ExecutionStack.ensureSufficient();
        String embedded = source.embeddedName(instance);
        Model model = registry.model(library, embedded != null ? embedded : library, source.versionOf(instance));
        if (instance != null) {
            registry.instances().put(instance, model);
            registry.layers().loaded(model.index(), library, source);
            String device = registry.devices().of(instance);
            if (device != null) {
                registry.engines().runsOn(registry.id(model.index()), device);
            }
        }
        return model;
    }
}
