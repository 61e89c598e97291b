package io.inferometer.agent.premain;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Whether this JVM runs to record an archive of loaded classes for later ones: an AOT cache (JEP 483, {@code -XX:AOTCacheOutput} or
 * {@code -XX:AOTMode=record}) or class-data sharing ({@code -XX:ArchiveClassesAtExit}, {@code -XX:DumpLoadedClassList}). A class that
 * an agent has changed is left out of it.
 */
final class ClassArchiving {

    private ClassArchiving() {}

    /** Asks {@code jdk.internal.misc.CDS}; false where it cannot be asked. May be called by any thread. */
    static boolean isRecorded(Instrumentation instrumentation) {
        try {
            Module own = ClassArchiving.class.getModule();
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of("jdk.internal.misc", Set.of(own)),
                    Map.of(),
                    Set.of(),
                    Map.of());
            Class<?> sharing = Class.forName("jdk.internal.misc.CDS");
            return is(sharing, "isDumpingArchive") || is(sharing, "isDumpingClassList");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return false;
        }
    }

    /** JDK 17 has both questions, JDK 25 the first alone. */
    private static boolean is(Class<?> sharing, String question) throws ReflectiveOperationException {
        try {
            return (boolean) sharing.getMethod(question).invoke(null);
        } catch (NoSuchMethodException later) {
            return false;
        }
    }
}
