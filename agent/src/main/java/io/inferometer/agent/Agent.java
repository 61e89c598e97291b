package io.inferometer.agent;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.MethodPattern;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.Starter;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.BootClass;
import io.inferometer.agent.weave.ClassPrefilter;
import io.inferometer.agent.weave.Sites;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One per JVM. What it does on the caller's thread is all that the application waits for. */
public final class Agent implements Starter, Consumer<String> {

    private Core core;
    private Instrumentation instrumentation;

    /** Called by reflection, for the caller cannot see this class. */
    public Agent() {}

    @Override
    public Consumer<String> start(String options, Instrumentation instrumentation, AgentJar jar, boolean attached) {
        Config config = Config.load(options);
        Log.configure(config.get(Options.LOG_LEVEL), orEmpty(config.get(Options.LOG_FILE)));
        this.instrumentation = instrumentation;
        core = new Core(config);
        Sites sites = new Sites(core);
        core.use(sites);
        BootClass.prepare(instrumentation, sites);
        List<Library> libraries = libraries(config);
        ClassPrefilter prefilter = new ClassPrefilter(libraries, true, sites);
        instrumentation.addTransformer(OwnPermissions.of(prefilter), true);
        for (String problem : config.problems()) {
            Log.warn(problem);
        }
        ThreadErrors errors = core.errors();
        Startup startup = new Startup(core, libraries, prefilter, instrumentation, jar, attached);
        AgentThread starter = new AgentThread("start", startup, errors);
        if (exportsMoreThanAPage(config.get(Options.EXPORTERS))) {
            Shutdown shutdown = new Shutdown(core, startup, starter, errors);
            startup.useAtEnd(shutdown);
            shutdown.register();
        }
        starter.start();
        if (attached) {
            AttachAnswer.give(AppliedOptions.ofStart(), instrumentation);
        }
        return this;
    }

    /** Asked here, without the classes that know exporters: they would delay every start that has none. */
    private static boolean exportsMoreThanAPage(List<String> exporters) {
        for (String exporter : exporters) {
            if (!exporter.equals("http")) {
                return true;
            }
        }
        return false;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static List<Library> libraries(Config config) {
        List<Library> wanted = new ArrayList<>();
        for (Library library : Libraries.builtIn()) {
            if (config.includesLibrary(library.name())) {
                wanted.add(library);
            }
        }
        wanted.add(new Library(Library.CONFIG, "", null, configured(config.get(Options.METHODS))));
        wanted.add(new Library(
                Library.METRICS, "", null, List.of(Target.value("io.inferometer.metrics.InferometerMetrics", "put"))));
        return wanted;
    }

    private static List<Target> configured(List<String> methods) {
        List<Target> targets = new ArrayList<>();
        for (String method : methods) {
            MethodPattern pattern = MethodPattern.parse(method);
            String className = pattern.className();
            Optional<List<String>> types = pattern.parameterTypes();
            targets.add(Target.named(
                    className,
                    pattern.methodName(),
                    types.isPresent() ? Target.Overloads.LISTED : Target.Overloads.ALL,
                    types.isPresent() ? types.get() : List.of(),
                    pattern.modelName().isPresent()
                            ? pattern.modelName().get()
                            : className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1),
                    ""));
        }
        return targets;
    }

    /** A second copy of the agent, or an attach onto this one: it steps aside, and what it says is done here. */
    @Override
    public void accept(String options) {
        AttachAnswer.give(core.reconfigure(Config.load(options)), instrumentation);
    }
}
