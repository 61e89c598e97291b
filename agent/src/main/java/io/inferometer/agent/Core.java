package io.inferometer.agent;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.WindowSink;
import io.inferometer.agent.clock.TscClock;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.model.Timings;
import io.inferometer.agent.premain.OwnPermissions;
import io.inferometer.agent.record.CallClock;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.redaction.Redaction;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.ModelSites;
import io.inferometer.agent.weave.SiteFactory;
import io.inferometer.agent.weave.SiteSpec;
import io.inferometer.agent.weave.Sites;
import io.inferometer.agent.weave.StageSites;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * What measuring needs, from the first call on. Built by the start-up thread, or by an instrumented method that is called before it
 * got there. Thread-safe.
 */
final class Core implements SiteFactory {

    private final Config config;
    private final ThreadErrors errors = new ThreadErrors();
    private Sites sites;
    private Parts parts;

    private volatile HostStats latest = HostStats.NONE;

    /** Null until the machine is looked at. */
    private volatile MachineWatch machine;

    private volatile PushExporters exporters;

    /** Made together. */
    record Parts(
            Resource resource,
            Recorder recorder,
            ModelRegistry registry,
            StageRequests stages,
            SiteErrors errors,
            Aggregator aggregator,
            AggregatorLoop loop,
            ModelSites factory) {}

    Core(Config config) {
        this.config = config;
    }

    /** Called once, before anything is woven. */
    void use(Sites all) {
        sites = all;
    }

    /** What agent threads survived. */
    ThreadErrors errors() {
        return errors;
    }

    Config config() {
        return config;
    }

    Sites sites() {
        return sites;
    }

    /** Called by the application's threads. */
    @Override
    public Site create(SiteSpec spec) {
        return OwnPermissions.areLimited()
                ? OwnPermissions.run(() -> parts().factory().create(spec))
                : parts().factory().create(spec);
    }

    /** Whether anything was begun that could have been recorded. */
    synchronized boolean hasMeasured() {
        return parts != null;
    }

    synchronized Parts parts() {
        if (parts == null) {
            parts = build();
        }
        return parts;
    }

    private Parts build() {
        String instance = Redaction.of(config.get(Options.INSTANCE_ID));
        Resource resource = new Resource(
                Redaction.of(config.get(Options.SERVICE_NAME)),
                Redaction.of(config.get(Options.ENDPOINT_NAME)),
                Redaction.of(config.get(Options.VARIANT_NAME)),
                instance,
                config.get(Options.INSTANCE_COUNT),
                RunId.next(instance),
                Version.TEXT,
                System.currentTimeMillis());
        Recorder recorder = new Recorder(clock());
        SiteErrors siteErrors = new SiteErrors();
        ModelRegistry registry = new ModelRegistry(
                recorder,
                config.get(Options.MAX_SERIES),
                config.prefixed(Options.MODEL_NAME),
                new Timings(config.get(Options.TIMING), config.prefixed(Options.TIMING_OF)));
        ClientErrors clientErrors = new ClientErrors(config.get(Options.CLIENT_ERRORS));
        StageRequests stages = new StageRequests(config, clientErrors, siteErrors, errors);
        Aggregator aggregator = new Aggregator(
                recorder,
                registry,
                resource,
                this::hostAndErrors,
                this::exporterStats,
                new Health(sites, siteErrors),
                stages);
        AggregatorLoop loop = new AggregatorLoop(aggregator, config.get(Options.INTERVAL), new Windows(stages));
        recorder.onFullChunk(loop::wake);
        aggregator.values().onNearlyFull(() -> loop.wake(true));
        ModelSites factory = new ModelSites(
                recorder,
                registry,
                clientErrors,
                event -> {
                    aggregator.loaded(event);
                    loop.wake(true);
                },
                aggregator.values(),
                siteErrors,
                sites.notMeasured()::unread,
                stage -> new StageSites(stages.endpoint(), sites, StageOptions.sdk(config)).create(stage));
        return new Parts(resource, recorder, registry, stages, siteErrors, aggregator, loop, factory);
    }

    /** Another clock than the usual one is not loaded unless it is wanted. */
    private CallClock clock() {
        return config.isSet(Options.CLOCK) && config.get(Options.CLOCK).equals("tsc")
                ? new TscClock()
                : CallClock.NANOTIME;
    }

    private HostStats hostAndErrors() {
        MachineWatch watch = machine;
        if (watch != null && !parts().loop().isRehearsing()) {
            watch.ask();
        }
        HostStats look = latest;
        List<MetricSample> samples = new ArrayList<>(look.samples());
        samples.add(SampleMetric.AGENT_ERRORS.sample((double) errors.count()));
        CallClock clock = parts().recorder().clock();
        if (!clock.problem().isEmpty() || clock.isCounter()) {
            samples.add(SampleMetric.AGENT_CLOCK_TSC.sample(clock.isCounter() ? 1 : 0));
        }
        PushExporters push = exporters;
        if (push != null) {
            push.crashes().ifPresent(count -> samples.add(SampleMetric.AGENT_CRASHES.sample(count)));
        }
        samples.addAll(parts().factory().handles().samples(System.nanoTime()));
        return new HostStats(look.utilization(), samples);
    }

    /** Windows go to the exporters, once there are any, and lines of queued requests to their file. */
    private final class Windows implements WindowSink {

        private final StageRequests stages;

        Windows(StageRequests stages) {
            this.stages = stages;
        }

        @Override
        public boolean isReady() {
            return exporters != null;
        }

        @Override
        public boolean isWanted() {
            PushExporters push = exporters;
            return push == null || !push.isEmpty() || stages.areFiled();
        }

        @Override
        public void accept(Window window) {
            stages.write(window);
            PushExporters push = exporters;
            if (push != null) {
                MachineWatch watch = machine;
                Window lines = stages.forExporters(window);
                push.offer(watch == null ? lines : watch.withRows(lines));
            }
        }
    }

    private List<ExporterStats> exporterStats() {
        PushExporters push = exporters;
        return push == null ? List.of() : push.stats();
    }

    void setLatest(HostStats look) {
        latest = look;
        double throttled = SampleMetric.HOST_CONTAINER_CPU_THROTTLED_SECONDS.valueIn(look);
        if (!Double.isNaN(throttled)) {
            parts().aggregator().stalled().throttled(throttled);
        }
    }

    void setMachine(MachineWatch watch) {
        machine = watch;
    }

    /** Has the end of the JVM in the last row, where rows are wanted. */
    void lookLast() throws InterruptedException {
        MachineWatch watch = machine;
        if (watch != null) {
            watch.lookLast();
        }
    }

    void setExporters(PushExporters push) {
        exporters = push;
    }

    PushExporters exporters() {
        return exporters;
    }
}
