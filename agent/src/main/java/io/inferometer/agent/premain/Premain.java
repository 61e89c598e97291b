package io.inferometer.agent.premain;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * Where the JVM enters the agent. Both entries do the same; whatever goes wrong is one line on stderr, and the application
 * goes on without the agent.
 */
public final class Premain {

    /** The running agent, which takes the options of any further start. The same class answers for every copy of the jar. */
    private static Consumer<String> running;

    /** Runs {@code java Main.java}; the class behind it differs between JDKs. */
    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

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
        // Under a security manager even reading a property may fail, and what premain throws ends the JVM.
        try {
            if (isJdkTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"))) {
                return;
            }
            if (running != null) {
                running.accept(options);
                return;
            }
            if (EnabledOption.isFalse(options)) {
                return;
            }
            running = launch(options, instrumentation, attached);
        } catch (Throwable failure) {
            report(failure);
        }
    }

    private static Consumer<String> launch(String options, Instrumentation instrumentation, boolean attached)
            throws ReflectiveOperationException, IOException {
        AgentJar jar = AgentJar.open(AgentJar.location());
        ClassLoader loader = new NestedJarLoader("inferometer", jar, "agent/", null);
        Starter starter = (Starter) loader.loadClass("io.inferometer.agent.Agent")
                .getDeclaredConstructor()
                .newInstance();
        return starter.start(options, instrumentation, jar, attached);
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

    private static void report(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String remedy = cause instanceof SecurityException
                ? "; grant the agent's jar java.security.AllPermission in the policy of the security manager"
                : "";
        System.err.println("inferometer ERROR the agent did not start and measures nothing: " + cause + remedy);
    }
}
