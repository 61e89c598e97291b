package io.inferometer.agent;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.LibraryFile;
import io.inferometer.agent.config.MethodPattern;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.premain.AgentStart;
import io.inferometer.agent.premain.Starter;
import io.inferometer.agent.reader.Access;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.weave.BootClass;
import io.inferometer.agent.weave.ClassPrefilter;
import io.inferometer.agent.weave.Sites;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One per JVM. */
public final class Agent implements Starter {

    private Core core;
    private AgentStart begun;
    private ClassPrefilter prefilter;
    private Startup startup;
    private Shutdown shutdown;
    private final AtomicBoolean registered = new AtomicBoolean();

    /** Called by reflection, for the caller cannot see this class. */
    public Agent() {}

    @Override
    public void prepare(AgentStart start) {
        begun = start;
        Config config = Config.load(start.options(), start.system(), System.getenv());
        Access.use(start.instrumentation());
        core = new Core(config);
        List<String> mistakes = new ArrayList<>();
        Libraries libraries = libraries(config, mistakes);
        Sites sites = new Sites(libraries, core);
        if (config.isSet(Options.NATIVE_HANDLES) && !config.get(Options.NATIVE_HANDLES)) {
            sites.leaveOutHandles();
        }
        if (config.isSet(Options.ANNOTATIONS)) {
            sites.alsoAnnotatedWith(config.get(Options.ANNOTATIONS));
        }
        core.use(sites);
        BootClass.prepare(start.instrumentation(), sites);
        prefilter = new ClassPrefilter(sites, true);
        startup = new Startup(core, libraries.names(), mistakes, prefilter, start);
        if (pushes(config) || config.isSet(Options.ASYNC_LOG_FILE)) {
            shutdown = new Shutdown(core, startup);
            startup.takePlaceAtEnd(() -> shutdown.takeSlot(start.instrumentation()));
        }
    }

    /** Before anything can be measured. Another agent that was created at the same time never gets here. */
    private void beginUse() {
        if (shutdown != null && registered.compareAndSet(false, true)) {
            shutdown.register();
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        beginUse();
        return prefilter.transform(loader, name, redefined, domain, file);
    }

    @Override
    public void start() {
        beginUse();
        new AgentThread("start", startup, core.errors()).start();
        if (begun.isAttached()) {
            AttachAnswer.give(AppliedOptions.ofStart(), begun.instrumentation());
        }
    }

    /** The table of exporters is not loaded where nobody asks for one: the default exporter does not push. */
    private static boolean pushes(Config config) {
        return config.isSet(Options.EXPORTERS)
                && !ExporterTable.pushing(config.get(Options.EXPORTERS)).isEmpty();
    }

    private static Libraries libraries(Config config, List<String> mistakes) {
        List<LibraryIndex.Entry> wanted = new ArrayList<>();
        for (LibraryIndex.Entry entry : LibraryIndex.entries()) {
            boolean isWanted = entry.name().equals(Library.AWS_SDK)
                    ? StageOptions.sdk(config).areAny()
                    : entry.name().equals(Library.METRICS) || config.includesLibrary(entry.name());
            if (isWanted) {
                wanted.add(entry);
            }
        }
        List<String> methods = config.get(Options.METHODS);
        // Where none is configured, nothing of what declarations are made of is loaded before it is needed.
        List<Library> others = new ArrayList<>();
        if (!methods.isEmpty()) {
            others.add(Library.of(Library.CONFIG, configured(methods)));
        }
        if (StageOptions.areSet(config)) {
            others.add(StageOptions.library(config));
        }
        if (config.isSet(Options.LIBRARY_FILES)) {
            others.addAll(LibraryFile.readAll(config.get(Options.LIBRARY_FILES), mistakes));
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
        return target.ofModel(
                        pattern.modelName().isPresent() ? pattern.modelName().get() : "", "")
                .reading(LibraryFile.reading(pattern));
    }

    /** A second copy of the agent, or an attach onto this one: it steps aside, and what it says is done here. */
    @Override
    public void accept(String options) {
        startup.beginLog();
        LaterOptions later = new LaterOptions(core.config(), core.sites().switches());
        AttachAnswer.give(later.apply(Config.load(options)), begun.instrumentation());
    }
}
