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
            return JdkSharing.isRecorded() || isListed();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return false;
        }
    }

    /** A question that JDK 17 has, and JDK 25 has not. */
    private static boolean isListed() throws ReflectiveOperationException {
        try {
            return (boolean) Class.forName("jdk.internal.misc.CDS")
                    .getMethod("isDumpingClassList")
                    .invoke(null);
        } catch (NoSuchMethodException later) {
            return false;
        }
    }
}
