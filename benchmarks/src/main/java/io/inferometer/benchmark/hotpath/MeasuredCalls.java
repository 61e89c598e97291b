package io.inferometer.benchmark.hotpath;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.model.LoadedInstances;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.model.ModelSource;
import io.inferometer.agent.model.Timings;
import io.inferometer.agent.record.CallReaders;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.InferenceSite;
import io.inferometer.agent.record.InstanceCache;
import io.inferometer.agent.record.ModelFinder;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.agent.record.VirtualNesting;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The agent's path from call to window, once per fork, and methods that are woven by hand. Thread-safe. */
@State(Scope.Benchmark)
public class MeasuredCalls {

    private static final Recorder RECORDER = new Recorder();
    private static final ModelRegistry REGISTRY =
            new ModelRegistry(RECORDER, 2_000, Map.of(), new Timings("all", Map.of("sampled", "1/64")));
    private static final SiteErrors ERRORS = new SiteErrors();
    private static final AggregatorLoop LOOP = startAggregator();

    private static final WovenSite FIXED = new WovenSite(site(new FixedModel(REGISTRY.model("benchmark", "one", ""))));
    private static final WovenSite BY_INSTANCE =
            new WovenSite(site(new InstanceCache(new LoadedInstances("benchmark", new Unnamed(), REGISTRY))));
    private static final WovenSite MANY =
            new WovenSite(site(new InstanceCache(new LoadedInstances("benchmark", NamedInstance.SOURCE, REGISTRY))));
    private static final WovenSite SAMPLED =
            new WovenSite(site(new FixedModel(REGISTRY.model("benchmark", "sampled", ""))));
    private static final WovenSite DISABLED = new WovenSite(disabled());

    // Constants of this class, as the call sites of woven code are of theirs: the JIT sees through both.
    private static final MethodHandle ENTER_FIXED = FIXED.enter;
    private static final MethodHandle EXIT_FIXED = FIXED.exit;
    private static final MethodHandle ENTER_INSTANCE = BY_INSTANCE.enter;
    private static final MethodHandle EXIT_INSTANCE = BY_INSTANCE.exit;
    private static final MethodHandle ENTER_MANY = MANY.enter;
    private static final MethodHandle EXIT_MANY = MANY.exit;
    private static final MethodHandle ENTER_SAMPLED = SAMPLED.enter;
    private static final MethodHandle EXIT_SAMPLED = SAMPLED.exit;
    private static final MethodHandle ENTER_DISABLED = DISABLED.enter;
    private static final MethodHandle EXIT_DISABLED = DISABLED.exit;

    private final Object instance = new Object();

    /** The two call sites of a woven method, as the agent links them. */
    private static final class WovenSite {
        private final MethodHandle enter;
        private final MethodHandle exit;

        WovenSite(Site site) {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                enter = lookup.findVirtual(Site.class, "enter", MethodType.methodType(Object.class, Object.class))
                        .bindTo(site);
                exit = lookup.findVirtual(
                                Site.class,
                                "exit",
                                MethodType.methodType(
                                        void.class,
                                        Object.class,
                                        Object.class,
                                        Object.class,
                                        Object.class,
                                        Throwable.class))
                        .bindTo(site);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    /** A library whose instances carry no name. */
    private static final class Unnamed implements ModelSource {
        @Override
        public String nameOf(Object argument, Object result) {
            return null;
        }

        @Override
        public boolean isPlumbing(String className) {
            return false;
        }

        @Override
        public String embeddedName(Object instance) {
            return "many";
        }
    }

    private static AggregatorLoop startAggregator() {
        Resource resource = new Resource("benchmark", "benchmark", "AllTraffic", "benchmark", 1, "benchmark", "", 0);
        Aggregator aggregator = new Aggregator(
                RECORDER, REGISTRY, resource, () -> HostStats.NONE, List::of, ERRORS::count, QueuedRequests.NONE);
        AggregatorLoop loop = new AggregatorLoop(aggregator, Duration.ofSeconds(10), window -> {});
        RECORDER.onFullChunk(loop::wake);
        new AgentThread("aggregator", loop, new ThreadErrors()).start();
        return loop;
    }

    private static Site site(ModelFinder models) {
        return site(models, new Switch());
    }

    private static Site site(ModelFinder models, Switch measuring) {
        return new InferenceSite(
                RECORDER,
                models,
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                1,
                false,
                false,
                new VirtualNesting(),
                ERRORS,
                measuring);
    }

    private static Site disabled() {
        Switch off = new Switch();
        off.set(false);
        return site(new FixedModel(REGISTRY.model("benchmark", "off", "")), off);
    }

    void ofOneModel() throws Throwable {
        Object call = (Object) ENTER_FIXED.invokeExact((Object) this);
        EXIT_FIXED.invokeExact(call, (Object) this, (Object) null, (Object) null, (Throwable) null);
    }

    void ofAnInstance() throws Throwable {
        Object call = (Object) ENTER_INSTANCE.invokeExact(instance);
        EXIT_INSTANCE.invokeExact(call, instance, (Object) null, (Object) null, (Throwable) null);
    }

    void ofOneOfMany(Object one) throws Throwable {
        Object call = (Object) ENTER_MANY.invokeExact(one);
        EXIT_MANY.invokeExact(call, one, (Object) null, (Object) null, (Throwable) null);
    }

    void timedNowAndThen() throws Throwable {
        Object call = (Object) ENTER_SAMPLED.invokeExact((Object) this);
        EXIT_SAMPLED.invokeExact(call, (Object) this, (Object) null, (Object) null, (Throwable) null);
    }

    void notMeasured() throws Throwable {
        Object call = (Object) ENTER_DISABLED.invokeExact((Object) this);
        EXIT_DISABLED.invokeExact(call, (Object) this, (Object) null, (Object) null, (Throwable) null);
    }

    /** Fails the run when a call was lost; says how many were folded. */
    @TearDown(Level.Trial)
    public void check() {
        AgentStats stats = LOOP.snapshot().agent();
        if (ERRORS.count() > 0 || stats.recorded() != stats.aggregated() + stats.folded()) {
            throw new IllegalStateException(stats + ", errors " + ERRORS.count() + ", last " + ERRORS.first());
        }
        System.out.printf(
                Locale.ROOT,
                "%n                 %,d calls, %.1f %% of them folded%n                 ",
                stats.recorded(),
                100.0 * stats.folded() / Math.max(1, stats.recorded()));
    }
}
