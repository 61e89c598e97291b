package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The one class that instrumented code can see, whatever loader defined it: every class loader resolves {@code java.lang}
 * to the boot loader. An instrumented method links its call sites through {@link #bootstrap} once; after that this class is
 * out of the way.
 *
 * <p>Depends on nothing beyond {@code java.lang.invoke}. Thread-safe.
 */
public final class InferenceDispatch {

    private static volatile MethodHandle linker;

    private InferenceDispatch() {}

    /**
     * Tells who links call sites. The first caller wins for the life of the JVM.
     *
     * @param handle of type {@code (Lookup, String, MethodType, Object[])CallSite}
     * @return whether it was taken
     */
    public static synchronized boolean install(MethodHandle handle) {
        if (linker != null) {
            return false;
        }
        linker = handle;
        return true;
    }

    /** The bootstrap method of instrumented call sites. A site that cannot be linked does nothing, for ever. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, Object... arguments) {
        MethodHandle link = linker;
        if (link != null) {
            try {
                return (CallSite) link.invokeExact(caller, name, type, arguments);
            } catch (VirtualMachineError | ThreadDeath passing) {
                // No stack or memory for it just now, or no thread any more: the next call links.
                throw passing;
            } catch (Throwable failure) {
                // The linker reports its own failures; the application must not see one.
            }
        }
        return new ConstantCallSite(MethodHandles.empty(type));
    }
}
