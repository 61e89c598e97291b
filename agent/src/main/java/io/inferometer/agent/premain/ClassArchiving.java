package io.inferometer.agent.premain;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Whether this JVM runs to record an archive of loaded classes for later ones: an AOT cache (JEP 483, {@code -XX:AOTCacheOutput} or
 * {@code -XX:AOTMode=record}) or class-data sharing ({@code -XX:ArchiveClassesAtExit}, {@code -XX:DumpLoadedClassList}). A class that
 * an agent has changed is left out of it.
 */
final class ClassArchiving {

    private static final String PACKAGE = "jdk.internal.misc";

    private static final String QUESTION = "io.inferometer.agent.JdkSharing";

    private ClassArchiving() {}

    /**
     * Asks {@code jdk.internal.misc.CDS}; false where it cannot be asked. By a class in a loader of its own, to which alone its package is
     * exported: this one's module is that of the whole class path, and libraries there do other things where they find it open. May be called by
     * any thread.
     */
    static boolean isRecorded(Instrumentation instrumentation, AgentJar jar) {
        try {
            ClassLoader own = new NestedJarLoader("inferometer-jdk", null, jar.archive(NestedJarLoader.CORE));
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(PACKAGE, Set.of(own.getUnnamedModule())),
                    Map.of(),
                    Set.of(),
                    Map.of());
            Object question = own.loadClass(QUESTION).getDeclaredConstructor().newInstance();
            return Boolean.TRUE.equals(((Callable<?>) question).call());
        } catch (Exception | LinkageError unknown) {
            return false;
        }
    }
}
