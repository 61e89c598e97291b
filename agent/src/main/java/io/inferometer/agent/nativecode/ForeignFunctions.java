package io.inferometer.agent.nativecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By {@code java.lang.foreign} (JEP 454), which is named by reflection alone: the agent is compiled for Java 17. */
final class ForeignFunctions implements NativeFunctions {

    private static final String PACKAGE = "java.lang.foreign.";
    private static final MethodType CALL = MethodType.methodType(int.class, Object[].class);

    private final Object library;
    private final Method find;
    private final Map<String, MethodHandle> handles = new HashMap<>();

    private ForeignFunctions(Object library) throws ReflectiveOperationException {
        this.library = library;
        find = type("SymbolLookup").getMethod("find", String.class);
    }

    static ForeignFunctions open(List<String> names) {
        Failures failures = new Failures();
        for (String name : names) {
            try {
                Class<?> arena = type("Arena");
                Object global = arena.getMethod("global").invoke(null);
                // Caller-sensitive: it is this class whose module must have native access.
                return new ForeignFunctions(type("SymbolLookup")
                        .getMethod("libraryLookup", String.class, arena)
                        .invoke(null, name, global));
            } catch (ReflectiveOperationException unusable) {
                failures.add(name, unusable);
            }
        }
        throw failures.error();
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE.concat(name));
    }

    @Override
    public boolean has(String function) {
        try {
            return address(function).isPresent();
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private Optional<?> address(String function) throws ReflectiveOperationException {
        return (Optional<?>) find.invoke(library, function);
    }

    @Override
    public int call(String function, Object... arguments) {
        try {
            MethodHandle handle = handles.get(function);
            if (handle == null) {
                handle = link(function, arguments);
                handles.put(function, handle);
            }
            Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i] instanceof ByteBuffer buffer ? address(buffer) : arguments[i];
            }
            return (int) handle.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw (Error) new UnsatisfiedLinkError(function.concat(" cannot be called")).initCause(e);
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    /** The first byte of a direct buffer at its start, for as long as the caller keeps it. */
    static long address(ByteBuffer buffer) throws ReflectiveOperationException {
        Class<?> segment = type("MemorySegment");
        Object memory = segment.getMethod("ofBuffer", java.nio.Buffer.class).invoke(null, buffer);
        return (long) segment.getMethod("address").invoke(memory);
    }

    /** Pointers are passed as numbers of 64 bits: in the same registers, on every platform with pointers of that size. */
    private MethodHandle link(String function, Object[] arguments) throws ReflectiveOperationException {
        Class<?> layoutType = type("MemoryLayout");
        Object layouts = Array.newInstance(layoutType, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            Array.set(layouts, i, layout(arguments[i] instanceof Integer ? "JAVA_INT" : "JAVA_LONG"));
        }
        Class<?> descriptorType = type("FunctionDescriptor");
        Object descriptor = descriptorType
                .getMethod("of", layoutType, layouts.getClass())
                .invoke(null, layout("JAVA_INT"), layouts);
        Class<?> linkerType = type("Linker");
        Object options = Array.newInstance(type("Linker$Option"), 0);
        MethodHandle handle = (MethodHandle) linkerType
                .getMethod("downcallHandle", type("MemorySegment"), descriptorType, options.getClass())
                .invoke(
                        linkerType.getMethod("nativeLinker").invoke(null),
                        address(function).orElseThrow(() -> new UnsatisfiedLinkError(function + " is missing")),
                        descriptor,
                        options);
        return handle.asSpreader(Object[].class, arguments.length).asType(CALL);
    }

    private static Object layout(String name) throws ReflectiveOperationException {
        return type("ValueLayout").getField(name).get(null);
    }
}
