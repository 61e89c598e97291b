package java.lang;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes {@code java.base} the caller that links native functions. {@code Linker.downcallHandle} is restricted (JEP 454), and the JVM
 * asks which module calls it: {@code java.base} always may, without a warning. No other code can name this class, and the
 * agent defines it only where an option asks for it.
 *
 * <p>Thread-safe.
 */
final class InferenceLinker {

    private InferenceLinker() {}

    /**
     * Returns {@code Linker.downcallHandle(MemorySegment, FunctionDescriptor, Linker.Option...)} as this class would call it.
     *
     * @throws ReflectiveOperationException if this JDK has no such method: one before 22
     */
    static MethodHandle downcallHandle() throws ReflectiveOperationException {
        Class<?> linker = Class.forName("java.lang.foreign.Linker");
        MethodType type = MethodType.methodType(
                MethodHandle.class,
                Class.forName("java.lang.foreign.MemorySegment"),
                Class.forName("java.lang.foreign.FunctionDescriptor"),
                Class.forName("[Ljava.lang.foreign.Linker$Option;"));
        return MethodHandles.lookup().findVirtual(linker, "downcallHandle", type);
    }
}
