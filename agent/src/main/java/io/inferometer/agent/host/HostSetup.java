package io.inferometer.agent.host;

import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.nativecode.NativeLibraries;
import io.inferometer.agent.thread.ThreadErrors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What looking at the machine needs of the agent.
 *
 * @param log is told, a line each, what this machine offers less than others do and what can be done about it
 * @param withGpus whether GPUs are looked at
 * @param access whether native code may be called
 * @param libraries open native libraries
 * @param oshi makes the loader of OSHI's part for systems other than Linux, or null where this jar has none
 * @param errors of threads that sources have for themselves
 */
public record HostSetup(
        Consumer<String> log,
        boolean withGpus,
        NativeAccess access,
        NativeLibraries libraries,
        Supplier<ClassLoader> oshi,
        ThreadErrors errors) {

    /** What can be looked at without native code and without GPUs. */
    public static HostSetup of(Consumer<String> log) {
        return new HostSetup(
                log, false, NativeAccess.never(), new NativeLibraries(() -> null), () -> null, new ThreadErrors());
    }
}
