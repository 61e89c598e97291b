package io.inferometer.agent.nativecode;

import java.util.List;
import java.util.function.Supplier;

/** Opens native libraries by the means that this JDK has. Thread-safe. */
public final class NativeLibraries {

    private static final int HAS_FOREIGN = 22;

    private final Supplier<ClassLoader> jna;

    /** @param jna makes the loader of JNA, or null where this jar has none; asked on JDKs before 22 alone */
    public NativeLibraries(Supplier<ClassLoader> jna) {
        this.jna = jna;
    }

    /**
     * Opens the first of these libraries that is there. The caller has asked {@link NativeAccess#allowsCalls}.
     *
     * @param names as the system's loader takes them, or paths
     * @throws UnsatisfiedLinkError if there is none, or this JVM has no means to call one; says why
     */
    public NativeFunctions open(List<String> names) {
        if (Runtime.version().feature() >= HAS_FOREIGN) {
            return ForeignFunctions.open(names);
        }
        ClassLoader loader = jna.get();
        if (loader == null) {
            throw new UnsatisfiedLinkError(
                    "native functions take JDK 22 or later, or JNA, which inferometer-agent.jar has and the slim jar has not");
        }
        return JnaFunctions.open(loader, names);
    }
}
