package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.host.HostSampler;
import io.inferometer.agent.http.Listener;
import io.inferometer.agent.jmx.MBeans;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.NestedJarLoader;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.agent.weave.ClassPrefilter;
import io.inferometer.agent.weave.LoadedClasses;
import io.inferometer.agent.weave.SelfCheck;
import io.inferometer.exporter.api.Resource;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Everything that the application does not wait for, in the order in which it is missed. */
final class Startup implements Runnable {

    private static final long FIRST_MOMENTS_NANOS = 100_000_000L;

    private final Core core;
    private final List<Library> libraries;
    private final ClassPrefilter prefilter;
    private final Instrumentation instrumentation;
    private final AgentJar jar;
    private final boolean attached;
    private boolean hurried;

    Startup(
            Core core,
            List<Library> libraries,
            ClassPrefilter prefilter,
            Instrumentation instrumentation,
            AgentJar jar,
            boolean attached) {
        this.core = core;
        this.libraries = libraries;
        this.prefilter = prefilter;
        this.instrumentation = instrumentation;
        this.jar = jar;
        this.attached = attached;
    }

    @Override
    public void run() {
        try {
            if (!attached) {
                leaveFirstMoments();
            }
            Config config = core.config();
            Core.Parts parts = core.parts();
            new AgentThreads("aggregator").newThread(parts.loop()).start();
            SelfCheck.run(core.sites()).ifPresent(Log::warn);
            if (attached) {
                new LoadedClasses(instrumentation, prefilter).weave();
            }
            MBeans.AgentInfo info = listen(config, parts);
            export(config, parts);
            schedule(config, parts, info);
        } catch (Throwable failure) {
            Log.error("the agent started in part only: " + failure);
            Log.debug("start-up failed", failure);
        }
    }

    /** The application's first moments are its own; a short program ends before anything here has begun. */
    private synchronized void leaveFirstMoments() throws InterruptedException {
        long end = System.nanoTime() + FIRST_MOMENTS_NANOS;
        long millis = FIRST_MOMENTS_NANOS / 1_000_000;
        while (!hurried && millis > 0) {
            wait(millis);
            millis = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Any thread: there is no time to lose any more. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    private MBeans.AgentInfo listen(Config config, Core.Parts parts) {
        if (!config.get(Options.EXPORTERS).contains("http")) {
            Log.info("inferometer " + Version.TEXT + " measures "
                    + parts.resource().serviceName());
            return new MBeans.AgentInfo(Version.TEXT, "", 0);
        }
        try {
            Listener listener = Listener.start(
                    config.get(Options.HTTP_HOST),
                    config.get(Options.HTTP_PORT),
                    config.get(Options.HTTP_ALLOW_REMOTE),
                    parts.loop()::snapshot,
                    Log::warn);
            if (listener.portUnavailable() != 0) {
                Log.warn("http.port=" + listener.portUnavailable()
                        + " cannot be opened, most likely because another program"
                        + " uses it: dashboard and /metrics are at " + listener.address()
                        + "; free the port, or set http.port and every scraper to another one");
            }
            Log.info("inferometer " + Version.TEXT + " measures "
                    + parts.resource().serviceName() + "; dashboard " + listener.address());
            return new MBeans.AgentInfo(Version.TEXT, listener.address().toString(), listener.portUnavailable());
        } catch (IOException | RuntimeException unusable) {
            Log.warn("no dashboard and no /metrics: " + unusable.getMessage());
            return new MBeans.AgentInfo(Version.TEXT, "", 0);
        }
    }

    private void export(Config config, Core.Parts parts) {
        ClassLoader own = Startup.class.getClassLoader();
        Families families = new Families(
                family -> new NestedJarLoader("inferometer-" + family, jar, "exporters/" + family + "/", own));
        List<String> names = Shutdown.pushExporters(config);
        PushExporters exporters = new PushExporters(
                names,
                families,
                new ExporterSettings(config, parts.resource()),
                spool(names, config, parts.resource()),
                new AgentThreads("exporter"));
        core.setExporters(exporters);
    }

    /** Null when no exporter spools. */
    private static Spool spool(List<String> exporters, Config config, Resource resource) {
        Map<String, String> destinations = Destinations.fingerprints(exporters, config);
        if (destinations.isEmpty()) {
            return null;
        }
        SpoolOptions options = new SpoolOptions(
                Path.of(config.get(Options.SPOOL_DIRECTORY)),
                config.get(Options.SPOOL_MAX_SIZE),
                config.get(Options.SPOOL_MAX_AGE),
                resource.serviceName(),
                resource.runId(),
                destinations);
        return new Spool(options, Log::warn, System::currentTimeMillis);
    }

    private void schedule(Config config, Core.Parts parts, MBeans.AgentInfo info) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, new AgentThreads("scheduler"));
        MBeans beans = new MBeans(parts.loop(), core.sites(), parts.registry(), libraryNames(), core::exporters, info);
        FailureReport failures = new FailureReport(
                core.sites(), parts.errors(), parts.aggregator().values());
        every(scheduler, Duration.ofSeconds(1), failures, beans);
        if (config.get(Options.HOST_ENABLED)) {
            HostSampler sampler = new HostSampler(Log::info);
            Duration interval = config.get(Options.INTERVAL);
            Duration longest = Duration.ofSeconds(5);
            every(
                    scheduler,
                    interval.compareTo(longest) < 0 ? interval : longest,
                    () -> core.setHost(sampler.sample()));
        }
    }

    private List<String> libraryNames() {
        List<String> names = new ArrayList<>();
        for (Library library : libraries) {
            names.add(library.name());
        }
        names.add(Library.ANNOTATION);
        return names;
    }

    /** The first time after a second: not while the application starts. Tasks of one period share their wake-ups. */
    @SuppressWarnings("FutureReturnValueIgnored") // The task lets no failure through.
    private static void every(ScheduledExecutorService scheduler, Duration period, Runnable... tasks) {
        scheduler.scheduleWithFixedDelay(
                () -> {
                    for (Runnable task : tasks) {
                        attempt(task);
                    }
                },
                1_000,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError failure) {
            Log.warnOnce(task.getClass().getName(), "a periodic task failed and is tried again: " + failure);
        }
    }
}
