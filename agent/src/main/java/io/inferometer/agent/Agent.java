package io.inferometer.agent;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.MethodPattern;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.Starter;
import io.inferometer.agent.reader.Access;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.BootClass;
import io.inferometer.agent.weave.ClassPrefilter;
import io.inferometer.agent.weave.Sites;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Access.use(instrumentation);
        core = new Core(config);
        Libraries libraries = libraries(config);
        Sites sites = new Sites(libraries, core);
        core.use(sites);
        BootClass.prepare(instrumentation, sites);
        ClassPrefilter prefilter = new ClassPrefilter(sites, true);
        instrumentation.addTransformer(OwnPermissions.of(prefilter), true);
        for (String problem : config.problems()) {
            Log.warn(problem);
        }
        ThreadErrors errors = core.errors();
        Startup startup = new Startup(core, libraries.names(), prefilter, instrumentation, jar, attached);
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

    private static Libraries libraries(Config config) {
        List<LibraryIndex.Entry> wanted = new ArrayList<>();
        for (LibraryIndex.Entry entry : LibraryIndex.entries()) {
            if (entry.name().equals(Library.METRICS) || config.includesLibrary(entry.name())) {
                wanted.add(entry);
            }
        }
        List<String> methods = config.get(Options.METHODS);
        // Where none is configured, nothing of what declarations are made of is loaded at the start.
        List<Library> others = new ArrayList<>();
        if (!methods.isEmpty()) {
            others.add(Library.of(Library.CONFIG, configured(methods)));
        }
        if (StageOptions.areSet(config)) {
            others.add(StageOptions.library(config));
        }
        return new Libraries(wanted, others);
    }

    private static List<Target> configured(List<String> methods) {
        List<Target> targets = new ArrayList<>();
        for (String method : methods) {
            targets.add(configured(MethodPattern.parse(method)));
        }
        return targets;
    }

    private static Target configured(MethodPattern pattern) {
        Target all = Target.inference(Types.named(pattern.className()), pattern.methodName())
                .endingWith(Completion.STAGE);
        Target target = pattern.parameterTypes().isPresent()
                ? all.withParameters(pattern.parameterTypes().get().toArray(new String[0]))
                : all;
        Map<String, Expression> read = pattern.readings();
        return target.ofModel(
                        pattern.modelName().isPresent() ? pattern.modelName().get() : "", "")
                .reading(new Reading(
                        read.get("model"),
                        read.get("version"),
                        read.get("batch"),
                        null,
                        read.get("input-tokens"),
                        read.get("output-tokens"),
                        null,
                        null));
    }

    /** A second copy of the agent, or an attach onto this one: it steps aside, and what it says is done here. */
    @Override
    public void accept(String options) {
        AttachAnswer.give(core.reconfigure(Config.load(options)), instrumentation);
    }
}
