package io.inferometer.agent.weave;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.custom.ValueSite;
import io.inferometer.agent.handle.NativeHandles;
import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.model.DeclaredNames;
import io.inferometer.agent.model.DeviceSite;
import io.inferometer.agent.model.HeldInstances;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.LoadSite;
import io.inferometer.agent.model.LoadedInstances;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.model.ReadModels;
import io.inferometer.agent.model.ReadModels.TextReader;
import io.inferometer.agent.model.UnloadSite;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Expression.Root;
import io.inferometer.agent.reader.KotlinContinuations;
import io.inferometer.agent.reader.KotlinLambdas;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.CallReaders;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.FollowedCalls;
import io.inferometer.agent.record.FollowedSite;
import io.inferometer.agent.record.InferenceSite;
import io.inferometer.agent.record.InstanceCache;
import io.inferometer.agent.record.ModelFinder;
import io.inferometer.agent.record.Outcomes;
import io.inferometer.agent.record.ProgressSite;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.SuspendingSite;
import io.inferometer.agent.record.VirtualNesting;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Makes sites that record. Thread-safe. */
public final class ModelSites implements SiteFactory {

    private final Recorder recorder;
    private final ModelRegistry registry;
    private final Outcomes outcomes;
    private final Consumer<LoadEvent> loads;
    private final CustomValues values;
    private final SiteErrors errors;
    private final BiConsumer<String, String> unread;
    private final SiteFactory stages;
    private final VirtualNesting nesting = new VirtualNesting();
    private final NativeHandles handles = new NativeHandles();
    private final Map<String, FollowedCalls> followed = new ConcurrentHashMap<>();

    /**
     * Makes sites that record.
     *
     * @param unread told of a method and of what cannot be read of its calls
     * @param stages makes the sites of stages of queued requests
     */
    public ModelSites(
            Recorder recorder,
            ModelRegistry registry,
            Outcomes outcomes,
            Consumer<LoadEvent> loads,
            CustomValues values,
            SiteErrors errors,
            BiConsumer<String, String> unread,
            SiteFactory stages) {
        this.recorder = recorder;
        this.registry = registry;
        this.outcomes = outcomes;
        this.loads = loads;
        this.values = values;
        this.errors = errors;
        this.unread = unread;
        this.stages = stages;
    }

    /** What counts native objects. */
    public NativeHandles handles() {
        return handles;
    }

    @Override
    public Site create(SiteSpec spec) {
        Target target = spec.target();
        String library = spec.library().name();
        if (spec.library().isBuiltIn()) {
            registry.engines()
                    .found(
                            library,
                            spec.library().title(),
                            spec.release(),
                            spec.library().engine().device());
        }
        return switch (target.role()) {
            case LOAD ->
                new LoadSite(library, spec.returnsObject(), names(spec), registry, loads, errors, spec.measuring());
            case UNLOAD -> new UnloadSite(names(spec), registry, loads, errors, spec.measuring());
            case DEVICE ->
                new DeviceSite(target.modelName(), reader(target.reading().device(), spec), registry, errors);
            case OPEN -> handles.opening(library, target.handle().kind(), errors);
            case RELEASE ->
                handles.closing(
                        library,
                        target.handle().kind(),
                        reader(target.handle().state(), spec),
                        target.handle().isOpenIf(),
                        errors);
            case VALUE -> new ValueSite(values, errors, spec.measuring());
            case ITEM, NEXT, MORE, END ->
                progress(spec, ProgressSite.Step.valueOf(target.role().name()));
            case ACCEPT, PROCESS, DOWNLOAD, MODEL, UPLOAD, NOTIFY, EXPIRE, SUBMIT, READ, CLOSE -> stages.create(spec);
            case INFERENCE -> spec.target().completion() == Completion.FOLLOWED ? followed(spec) : inference(spec);
        };
    }

    private Site followed(SiteSpec spec) {
        Expression known = spec.target().reading().knownBy();
        Reader reader = reader(known, spec);
        int place = Slots.place(known, spec.slots().atEnter());
        return new FollowedSite(
                recorder,
                finder(spec),
                outcomes,
                MeasureReaders.of(spec, problems(spec)),
                followedOf(spec),
                (self, argument, result) -> reader.value(
                        switch (known.root()) {
                            case THIS -> self;
                            case RESULT, FAILURE -> result;
                            case ARGUMENT -> place < 0 ? argument : ((Object[]) argument)[place];
                        }),
                known.root() == Root.RESULT,
                errors,
                spec.measuring());
    }

    private Site progress(SiteSpec spec, ProgressSite.Step step) {
        Expression failed = spec.target().reading().failedWith();
        Reader reader = reader(failed, spec);
        int place = failed == null ? -1 : Slots.place(failed, spec.slots().atExit());
        return new ProgressSite(
                step,
                recorder,
                outcomes,
                MeasureReaders.of(spec, problems(spec)),
                followedOf(spec),
                reader == null
                        ? null
                        : argument -> reader.value(place < 0 ? argument : ((Object[]) argument)[place])
                                        instanceof Throwable failure
                                ? failure
                                : null,
                errors);
    }

    private FollowedCalls followedOf(SiteSpec spec) {
        return followed.computeIfAbsent(spec.library().name(), library -> new FollowedCalls());
    }

    private Site inference(SiteSpec spec) {
        String stateMachine = spec.woven().stateMachine();
        if (!stateMachine.isEmpty()) {
            return new SuspendingSite(
                    recorder,
                    finder(spec),
                    outcomes,
                    spec.woven().suspends()
                            ? MeasureReaders.of(spec, problem -> unread.accept(spec.readable(), problem))
                            : CallReaders.NONE,
                    stateMachine.equals(Woven.THIS) ? new KotlinLambdas() : new KotlinContinuations(stateMachine),
                    errors,
                    spec.measuring());
        }
        recorder.place(spec.group(), spec.className(), spec.woven().method());
        return new InferenceSite(
                recorder,
                finder(spec),
                outcomes,
                MeasureReaders.of(spec, problems(spec)),
                spec.group(),
                spec.outermost(),
                spec.isAsynchronous(),
                nesting,
                errors,
                spec.measuring());
    }

    private DeclaredNames names(SiteSpec spec) {
        return new DeclaredNames(
                spec.library().naming(),
                spec.library().engine(),
                spec.target().reading(),
                expression -> Slots.place(expression, spec.slots().atExit()),
                problems(spec));
    }

    /** @return null where nothing is read */
    private Reader reader(Expression expression, SiteSpec spec) {
        return expression == null ? null : new Reader(expression, problems(spec));
    }

    private Consumer<String> problems(SiteSpec spec) {
        return problem -> unread.accept(spec.readable(), problem);
    }

    private ModelFinder finder(SiteSpec spec) {
        Reading reading = spec.target().reading();
        String library = spec.library().name();
        if (reading.model() == null && reading.version() == null) {
            return spec.model().isEmpty()
                    ? ofInstances(spec)
                    : new FixedModel(registry.model(library, spec.model(), spec.version()));
        }
        ModelFinder found = new ReadModels(
                registry,
                library,
                text(reading.model(), spec),
                text(reading.version(), spec),
                spec.model().isEmpty() ? library : spec.model(),
                errors);
        return spec.slots().atEnter().isEmpty() ? new InstanceCache(found) : found;
    }

    private ModelFinder ofInstances(SiteSpec spec) {
        Expression instance = spec.target().reading().knownBy();
        ModelFinder all = new InstanceCache(new LoadedInstances(spec.library().name(), names(spec), registry));
        if (instance == null) {
            return all;
        }
        return new HeldInstances(
                reader(instance, spec),
                instance.root() == Root.THIS,
                Slots.place(instance, spec.slots().atEnter()),
                all,
                errors);
    }

    private TextReader text(Expression expression, SiteSpec spec) {
        if (expression == null) {
            return TextReader.NOTHING;
        }
        return new TextReader(
                reader(expression, spec),
                expression.root() == Root.THIS,
                Slots.place(expression, spec.slots().atEnter()));
    }
}
