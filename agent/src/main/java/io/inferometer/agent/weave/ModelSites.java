package io.inferometer.agent.weave;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.custom.ValueSite;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.LoadSite;
import io.inferometer.agent.model.LoadedInstances;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.model.UnloadSite;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.InferenceSite;
import io.inferometer.agent.record.InstanceCache;
import io.inferometer.agent.record.ModelFinder;
import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.VirtualNesting;
import java.util.function.Consumer;

/** Makes sites that record. Immutable. */
public final class ModelSites implements SiteFactory {

    private final Recorder recorder;
    private final ModelRegistry registry;
    private final Outcomes outcomes;
    private final Consumer<LoadEvent> loads;
    private final CustomValues values;
    private final SiteErrors errors;
    private final VirtualNesting nesting = new VirtualNesting();

    public ModelSites(
            Recorder recorder,
            ModelRegistry registry,
            Outcomes outcomes,
            Consumer<LoadEvent> loads,
            CustomValues values,
            SiteErrors errors) {
        this.recorder = recorder;
        this.registry = registry;
        this.outcomes = outcomes;
        this.loads = loads;
        this.values = values;
        this.errors = errors;
    }

    @Override
    public Site create(SiteSpec spec) {
        Target target = spec.target();
        String library = spec.library().name();
        recorder.place(spec.group(), target.className(), target.methodName());
        return switch (target.role()) {
            case LOAD -> new LoadSite(library, spec.library().source(), registry, loads, errors);
            case UNLOAD -> new UnloadSite(registry, loads, errors);
            case VALUE -> new ValueSite(values, errors);
            case INFERENCE ->
                new InferenceSite(
                        recorder,
                        finder(spec),
                        outcomes,
                        target.items(),
                        spec.group(),
                        spec.outermost(),
                        spec.asynchronous(),
                        nesting,
                        errors);
        };
    }

    private ModelFinder finder(SiteSpec spec) {
        Target target = spec.target();
        String library = spec.library().name();
        if (target.modelName().isEmpty()) {
            return new InstanceCache(new LoadedInstances(library, spec.library().source(), registry));
        }
        return new FixedModel(registry.model(library, target.modelName(), target.modelVersion()));
    }
}
