package io.inferometer.benchmark.aggregate;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Resource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls that are recorded and not yet aggregated. Durations are log-normal around 2 ms, most of them within 1 : 64. */
@State(Scope.Thread)
public class Backlog {

    /** Fewer than the pool has room for. */
    static final int CALLS = 400_000;

    private static final MethodHandle RECORD = handle(
            Recorder.class,
            "record",
            MethodType.methodType(void.class, Thread.class, Model.class, int.class, long.class, long.class));

    private static final MethodHandle DRAIN =
            handle(Aggregator.class, "drain", MethodType.methodType(long.class, long.class, long.class));

    /** How many models are called, by turns at random. */
    @Param({"1", "10", "100", "1000"})
    int models;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 1_000, Map.of());
    private final Aggregator aggregator = new Aggregator(
            recorder,
            registry,
            new Resource("benchmark", "benchmark", "AllTraffic", "benchmark", 1, "benchmark", "", 0),
            () -> HostStats.NONE,
            List::of,
            () -> 0,
            QueuedRequests.NONE);
    private final long[] durations = new long[CALLS];
    private final Model[] called = new Model[CALLS];

    /** What a site calls at a method's end, but that the duration is given; and what the aggregator's thread does. */
    private static MethodHandle handle(Class<?> of, String name, MethodType type) {
        try {
            return MethodHandles.privateLookupIn(of, MethodHandles.lookup()).findVirtual(of, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Chooses what is called and how long it takes: the same in every run. */
    @Setup
    public void choose() {
        Random random = new Random(1);
        for (int i = 0; i < CALLS; i++) {
            durations[i] = (long) (2e6 * Math.exp(0.7 * random.nextGaussian()));
            called[i] = registry.model("benchmark", "model-" + random.nextInt(models), "");
        }
    }

    /** Records one backlog. */
    @Setup(Level.Invocation)
    public void record() throws Throwable {
        Thread current = Thread.currentThread();
        for (int i = 0; i < CALLS; i++) {
            RECORD.invokeExact(recorder, current, called[i], 0, durations[i], 0L);
        }
    }

    /** Always at the same time: no slice ends. */
    long drain() throws Throwable {
        return (long) DRAIN.invokeExact(aggregator, 0L, 0L);
    }

    /** Fails the run when calls were folded: what was drained would be less than what is divided by. */
    @TearDown(Level.Invocation)
    public void check() {
        if (recorder.folded() > 0) {
            throw new IllegalStateException(recorder.folded() + " calls were folded");
        }
    }
}
