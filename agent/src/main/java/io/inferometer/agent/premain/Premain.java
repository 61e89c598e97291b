package io.inferometer.agent.premain;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Where the JVM enters the agent. Both entries do the same; whatever goes wrong is one line on stderr, and the application
 * goes on without the agent.
 */
public final class Premain {

    /** The running agent, which takes the options of any further start. The same class answers for every copy of the jar. */
    private static AgentStart running;

    /** Runs {@code java Main.java}; the class behind it differs between JDKs. */
    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    /** The package of the JDK's own class loaders, which load different classes at the same time. */
    static final String LOADERS_OF_JDK = "jdk.internal.loader.";

    /** Which library asks for which classes. */
    private static final String LIBRARIES = "agent/libraries.index";

    private static final String NOT_STARTED = "the agent did not start and measures nothing";

    /** The agent that runs goes on as it was. */
    private static final String FURTHER = "the options of this further start are not taken";

    private Premain() {}

    /** Started with {@code -javaagent}. */
    public static void premain(String options, Instrumentation instrumentation) {
        start(options, instrumentation, false);
    }

    /** Attached to a running JVM. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        start(options, instrumentation, true);
    }

    private static synchronized void start(String options, Instrumentation instrumentation, boolean attached) {
        boolean isFurther = running != null;
        // Under a security manager even reading a property may fail, and what premain throws ends the JVM.
        try {
            if (isJdkTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"))) {
                return;
            }
            if (isFurther) {
                running.accept(options);
                return;
            }
            Properties system = (Properties) System.getProperties().clone();
            StartOptions first = StartOptions.read(options, system);
            if (first.isEnabled()) {
                running = launch(options, first, system, instrumentation, attached);
            }
        } catch (Throwable failure) {
            report(isFurther ? FURTHER : NOT_STARTED, failure);
        }
    }

    private static AgentStart launch(
            String options, StartOptions first, Properties system, Instrumentation instrumentation, boolean attached)
            throws IOException, ReflectiveOperationException {
        AgentJar jar = AgentJar.open(AgentJar.location());
        String libraries = new String(jar.entry(LIBRARIES), StandardCharsets.ISO_8859_1);
        AgentStart start = new AgentStart(options, system, instrumentation, jar, attached);
        CandidateFilter filter = new CandidateFilter(libraries, first, start);
        start.use(filter);
        ClassLoader loader = Premain.class.getClassLoader();
        if (!loader.getClass().getName().startsWith(LOADERS_OF_JDK)) {
            prepare(jar, filter, start, loader);
        }
        if (attached) {
            instrumentation.addTransformer(filter, true);
            start.begin();
        } else {
            // Before the filter, as it may fail.
            start.start();
            instrumentation.addTransformer(filter, true);
            filter.lookAtEarlier(loader, instrumentation);
        }
        return start;
    }

    /**
     * For a loader that may load one class at a time. A thread that loads a class holds the loader's lock while it is in the filter. A second
     * thread may hold a lock of ours, such as that of a class being initialized (JVMS §5.5), and need the loader for another class of ours: each
     * would wait for the other. So all our classes are initialized ahead, and what is done under locks is done once.
     */
    private static void prepare(AgentJar jar, CandidateFilter filter, AgentStart start, ClassLoader loader)
            throws IOException, ReflectiveOperationException {
        for (String name : jar.classes()) {
            Class.forName(name, true, loader);
        }
        filter.prepare(loader);
        start.prepare();
    }

    /**
     * {@code keytool}, {@code jps}, {@code javac} and the like run from a module of the JDK, an application only when it is started
     * from its source file ({@code java Main.java}), by the compiler.
     */
    static boolean isJdkTool(String mainModule, String command) {
        return mainModule != null
                && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."))
                && !(command != null && command.startsWith(SOURCE_LAUNCHER));
    }

    /** Says that the agent did not start. */
    static void report(Throwable failure) {
        report(NOT_STARTED, failure);
    }

    private static void report(String what, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String remedy = cause instanceof SecurityException
                ? "; grant the agent's jar java.security.AllPermission in the policy of the security manager"
                : "";
        System.err.println("inferometer ERROR " + what + ": " + cause + remedy);
    }
}
