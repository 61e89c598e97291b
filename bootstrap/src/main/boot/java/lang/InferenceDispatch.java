package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * The one class that instrumented code can see, whatever loader defined it: every class loader resolves {@code java.lang}
 * to the boot loader. An instrumented method links its call sites through {@link #bootstrap} once; after that this class is
 * out of the way.
 *
 * <p>Depends on nothing beyond {@code java.lang.invoke} and one interface, by which it calls: for a method handle or a method called by reflection
 * the JDK makes classes. Thread-safe.
 */
public final class InferenceDispatch {

    private static volatile Function<Object[], CallSite> linker;

    private InferenceDispatch() {}

    /**
     * Tells who links call sites. The first caller wins for the life of the JVM.
     *
     * @param first takes what {@link #bootstrap} takes, in this order
     * @return whether it was taken
     */
    public static synchronized boolean install(Function<Object[], CallSite> first) {
        if (linker != null) {
            return false;
        }
        linker = first;
        return true;
    }

    /**
     * The bootstrap method of instrumented call sites. A call site that cannot be linked becomes a no-op and is not linked again. The last
     * parameter is an {@code Object}, as the JDK passes a single static argument: another type would need a conversion.
     */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, Object method) {
        Function<Object[], CallSite> link = linker;
        if (link != null) {
            try {
                return link.apply(new Object[] {caller, name, type, method});
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
