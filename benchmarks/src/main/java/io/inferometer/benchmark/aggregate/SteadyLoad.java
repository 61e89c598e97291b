package io.inferometer.benchmark.aggregate;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.model.LoadedInstances;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallReaders;
import io.inferometer.agent.record.InferenceSite;
import io.inferometer.agent.record.InstanceCache;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.agent.record.VirtualNesting;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.benchmark.hotpath.NamedInstance;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The aggregator's CPU time per call at a steady load of one thread, its wake-ups included. Arguments: calls per second (1,000,000), seconds
 * (10), models in turn (1), each of an instance of its own.
 *
 * <p>On the machine of {@link Aggregation}, at a million calls per second, in one of its noisier hours: 7.7 ns on OpenJDK 17, 7.6 ns on 25.
 */
public final class SteadyLoad {

    private SteadyLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        long perSecond = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int models = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, 1_000, Map.of());
        Resource resource = new Resource("benchmark", "benchmark", "AllTraffic", "benchmark", 1, "benchmark", "", 0);
        AggregatorLoop loop = new AggregatorLoop(
                new Aggregator(
                        recorder, registry, resource, () -> HostStats.NONE, List::of, () -> 0, QueuedRequests.NONE),
                Duration.ofSeconds(10),
                window -> {});
        recorder.onFullChunk(loop::wake);
        Thread aggregating = new AgentThread("aggregator", loop, new ThreadErrors());
        aggregating.start();
        Site site = new InferenceSite(
                recorder,
                new InstanceCache(new LoadedInstances("benchmark", NamedInstance.SOURCE, registry)),
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                1,
                false,
                false,
                new VirtualNesting(),
                new SiteErrors(),
                new Switch());
        NamedInstance[] instances = NamedInstance.of(models);
        load(site, instances, perSecond, 3);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpuBefore = threads.getThreadCpuTime(aggregating.getId());
        long wallBefore = System.nanoTime();
        long callsBefore = loop.overview().agent().aggregated();
        load(site, instances, perSecond, seconds);
        long calls = loop.overview().agent().aggregated() - callsBefore;
        double wall = System.nanoTime() - wallBefore;
        double cpu = threads.getThreadCpuTime(aggregating.getId()) - cpuBefore;
        System.out.printf(
                Locale.ROOT,
                "%,.0f calls/s: %.2f ns of CPU per call, %.2f %% of a core, %,d folded%n",
                calls / wall * 1e9,
                cpu / calls,
                100 * cpu / wall,
                recorder.folded());
    }

    private static void load(Site site, NamedInstance[] instances, long perSecond, int seconds) {
        long start = System.nanoTime();
        long total = perSecond * seconds;
        int next = 0;
        for (long i = 0; i < total; i++) {
            while ((System.nanoTime() - start) * 1e-9 * perSecond < i) {
                Thread.onSpinWait();
            }
            NamedInstance instance = instances[next];
            next = next + 1 < instances.length ? next + 1 : 0;
            site.exit(site.enter(instance), instance, null, null, null);
        }
    }
}
