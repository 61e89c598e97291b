package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.ExporterSettings;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.FamilyLoaders;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.host.HostSetup;
import io.inferometer.agent.jmx.AgentInfo;
import io.inferometer.agent.jmx.MBeans;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeLibraries;
import io.inferometer.agent.premain.AgentStart;
import io.inferometer.agent.premain.NestedJarLoader;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.MissingModule;
import io.inferometer.agent.thread.Task;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.ClassPrefilter;
import io.inferometer.agent.weave.LoadedClasses;
import io.inferometer.exporter.api.ExporterContext;
import java.util.ArrayList;
import java.util.List;

/** Everything that the application does not wait for, step by step. */
final class Startup implements Task {

    private final Core core;
    private final List<String> libraries;
    private final List<String> mistakes;
    private final ClassPrefilter prefilter;
    private final AgentStart begun;
    private int step;
    private Runnable atEnd;
    private AgentInfo info;
    private volatile Runnable beans;
    private PushExporters exporters;
    private MachineWatch host;
    private final OwnClasses classes;
    private final WeavingCheck check;
    private boolean hasLog;
    private volatile boolean over;

    /** @param mistakes in declarations of libraries, a line each */
    Startup(Core core, List<String> libraries, List<String> mistakes, ClassPrefilter prefilter, AgentStart begun) {
        this.core = core;
        this.mistakes = mistakes;
        this.libraries = libraries;
        this.prefilter = prefilter;
        this.begun = begun;
        this.classes = new OwnClasses((NestedJarLoader) Startup.class.getClassLoader(), begun.jar());
        this.check = new WeavingCheck(core.sites(), classes);
    }

    /**
     * Before the thread starts.
     *
     * @param step takes a place in the JVM's end; without it the JVM ends without the agent
     */
    void takePlaceAtEnd(Runnable step) {
        atEnd = step;
    }

    @Override
    public boolean turn() throws Throwable {
        Step current = Step.values()[step];
        try {
            take(current);
        } catch (OutOfMemoryError | InterruptedException passing) {
            // The application may have memory to spare a moment later: the same step again, but for one that may be
            // missed.
            if (current != Step.READ_AHEAD) {
                throw passing;
            }
        } catch (Throwable failure) {
            Log.warnOnce(
                    "start",
                    "the agent started in part only, without " + current.what + ": " + ThreadErrors.describe(failure));
            Log.debug("start-up failed", failure);
        }
        step++;
        over = step == Step.values().length;
        return !over;
    }

    /** What is done at the start, in the order in which it is missed; each is done again if there was no memory for it. */
    private enum Step {
        LOG("its log"),
        AGGREGATE("aggregation"),
        END("a place in the JVM's end"),
        CHECK("its self-check"),
        WEAVE("what was loaded before"),
        LISTEN("a page and /metrics"),
        LOOK("a first look at the machine"),
        EXPORT("exporters"),
        SCHEDULE("reports and host metrics"),
        MANAGE("JMX"),
        READ_AHEAD("classes read ahead");

        private final String what;

        Step(String what) {
            this.what = what;
        }
    }

    private void take(Step current) throws Throwable {
        switch (current) {
            case LOG -> beginLog();
            case AGGREGATE -> start("aggregator", core.parts().loop());
            case END -> {
                if (atEnd != null) {
                    atEnd.run();
                }
            }
            case CHECK -> {
                if (begun.isAttached()) {
                    check.check();
                } else {
                    check.run();
                }
            }
            case WEAVE -> {
                if (begun.isAttached()) {
                    new LoadedClasses(begun.instrumentation(), prefilter, core.sites()).weave();
                }
            }
            case LISTEN -> info = HttpStart.listen(core);
            case LOOK -> look(core.config());
            case EXPORT -> export(core.config(), core.parts());
            case SCHEDULE -> start("scheduler", new Schedule(core, begun).tasks(check, host, this::refreshBeans));
            case MANAGE -> manage(core.parts());
            // Afterwards the archive is no longer in memory; what was not loaded is read from the jar.
            case READ_AHEAD -> classes.readAhead(atEnd != null);
        }
    }

    private void start(String name, Task task) {
        new AgentThread(name, task, core.errors()).start();
    }

    /** Opens the log and reports mistakes in the options, unless that was done. */
    synchronized void beginLog() {
        if (hasLog) {
            return;
        }
        Config config = core.config();
        String file = config.get(Options.LOG_FILE);
        Log.configure(config.get(Options.LOG_LEVEL), file == null ? "" : file);
        for (String problem : config.problems()) {
            Log.warn(problem);
        }
        for (String mistake : mistakes) {
            Log.warn(mistake);
        }
        hasLog = true;
    }

    /** Ends the application's first moments. Called by any thread. */
    void hurry() {
        begun.hurry();
    }

    /** Returns whether the start has finished. Called by any thread. */
    boolean isOver() {
        return over;
    }

    private void export(Config config, Core.Parts parts) {
        if (exporters == null) {
            Families families = new Families(new FamilyLoaders(begun.jar()), begun.jar()::isChanged);
            List<String> names = ExporterTable.pushing(config.get(Options.EXPORTERS));
            if (Runtime.version().feature() < 22
                    && ExporterTable.anyOf(names, ExporterRow::ellipticCurves)
                    && !MissingModule.isThere("jdk.crypto.ec")) {
                Log.warn("no TLS with elliptic curves, which AWS asks for: " + MissingModule.line("jdk.crypto.ec"));
            }
            MainThread main = new MainThread();
            if (!begun.isAttached() && ExporterTable.anyOf(names, ExporterRow::tellsOfRuns)) {
                main.watch();
            }
            ExporterContext context = new ExporterSettings(
                    config,
                    parts.resource(),
                    parts.loop()::snapshot,
                    Log::warn,
                    Log::info,
                    CommandLine::ofThisProcess,
                    main::exitCode);
            exporters = new PushExporters(
                    names, families, context, SpoolPlace.open(names, config, families, context), core.errors());
        }
        exporters.start();
        core.setExporters(exporters);
        parts.loop().wake(true);
    }

    private void refreshBeans() {
        Runnable all = beans;
        if (all != null) {
            all.run();
        }
    }

    /** Before anything is exported, for the first window may be the only one. */
    private void look(Config config) {
        if (config.get(Options.HOST_ENABLED)) {
            NativeLoaders loaders = new NativeLoaders(begun.jar());
            HostSetup setup = new HostSetup(
                    Log::info,
                    config.get(Options.GPU_ENABLED),
                    new NativeAccess(config.get(Options.NATIVE_ACCESS), begun.instrumentation()),
                    new NativeLibraries(loaders::jna),
                    loaders::oshi,
                    core.errors());
            boolean hasWindows = atEnd != null;
            MachineWatch watch = new MachineWatch(
                    config, setup, hasWindows, () -> core.parts().registry().size() > 0, core::setLatest);
            core.setMachine(watch);
            host = watch;
            if (hasWindows) {
                watch.glance();
            }
        }
    }

    private void manage(Core.Parts parts) {
        if (!MissingModule.isThere("java.management")) {
            Log.warn("no JMX, and no metrics of heap, collectors and process CPU: "
                    + MissingModule.line("java.management"));
            return;
        }
        if (core.config().get(Options.HOST_ENABLED) && !MissingModule.isThere("jdk.management")) {
            Log.warn("no metrics of process CPU and open files: " + MissingModule.line("jdk.management"));
        }
        beans = new MBeans(
                parts.loop(),
                core.sites(),
                parts.registry(),
                libraryNames(),
                core::exporters,
                core.errors()::count,
                info == null ? HttpStart.NO_PAGE : info,
                parts.recorder().clock(),
                parts.stages()::exist);
    }

    private List<String> libraryNames() {
        List<String> names = new ArrayList<>(libraries);
        if (!names.contains(Library.CONFIG)) {
            names.add(Library.CONFIG);
        }
        names.add(Library.ANNOTATION);
        return names;
    }
}
