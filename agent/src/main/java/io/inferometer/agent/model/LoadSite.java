package io.inferometer.agent.model;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.ModelEngine;
import java.util.function.Consumer;

/** A method that loads a model and returns the instance. What it returns, or throws, of another one was counted there. */
public final class LoadSite implements Site {

    private final String library;
    private final boolean returnsModel;
    private final ModelSource source;
    private final ModelRegistry registry;
    private final Consumer<LoadEvent> events;
    private final SiteErrors errors;
    private final Switch measuring;

    /** @param returnsModel whether it returns an object: then null is no model, but that there is none */
    public LoadSite(
            String library,
            boolean returnsModel,
            ModelSource source,
            ModelRegistry registry,
            Consumer<LoadEvent> events,
            SiteErrors errors,
            Switch measuring) {
        this.library = library;
        this.returnsModel = returnsModel;
        this.source = source;
        this.registry = registry;
        this.events = events;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public Object enter(Object self) {
        return System.nanoTime();
    }

    @Override
    public void exit(Object call, Object self, long number, Object result, Throwable failure) {
        exit(call, self, (Object) number, result, failure);
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        boolean isNothing = returnsModel && result == null && failure == null;
        if (!(call instanceof Long start) || isNothing) {
            return;
        }
        try {
            long end = System.nanoTime();
            ExecutionStack.ensureSufficient();
            Object instance = result == null ? null : source.instanceOf(result);
            if (failure == null ? registry.instances().get(instance) != null : !registry.isNew(failure)) {
                // Of a method that this one calls.
                return;
            }
            // The instance's name is taken even while the library is off: it cannot be asked for later.
            String path = source.pathOf(argument);
            String found = foundName(argument, result);
            String name = path == null ? found : registry.paths().name(library, found, path);
            Model model = registry.model(library, name, result == null ? "" : source.versionOf(result));
            if (failure == null && instance != null) {
                registry.instances().put(instance, model);
                registry.layers().loaded(model.index(), library, source);
                ModelEngine engine = source.engineOf(result);
                if (engine != null) {
                    registry.engines().loaded(registry.id(model.index()), engine);
                }
                String device = registry.devices().of(source.optionsOf(argument));
                if (device != null || !source.deviceUnlessSet().isEmpty()) {
                    registry.engines()
                            .runsOn(registry.id(model.index()), device == null ? source.deviceUnlessSet() : device);
                }
                if (path != null) {
                    registry.opened(model, name, path);
                }
            }
            if (!measuring.isOn()) {
                registry.instances().leaveUncounted(instance);
                return;
            }
            events.accept(
                    failure == null
                            ? LoadEvent.of(model.index(), LoadEvent.Kind.LOADED, start, end)
                            : LoadEvent.failed(model.index(), LoadEvent.Kind.FAILED, start, end, failure));
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    private String foundName(Object argument, Object instance) {
        String name = source.nameOf(argument, instance);
        if (name == null) {
            name = CallingClass.simpleName(source).orElse(library);
        }
        if (instance != null && registry.hasRenames() && !registry.isRenamed(name)) {
            String embedded = source.embeddedName(instance);
            if (embedded != null && registry.isRenamed(embedded)) {
                return embedded;
            }
        }
        return name;
    }
}
