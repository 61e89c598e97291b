package io.inferometer.agent.nativecode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Links as {@code java.base}, by {@code java.lang.InferenceLinker}: the JVM neither warns nor asks for {@code --enable-native-access}, and no
 * other code is granted anything. By {@code java.lang.foreign} (JEP 454), which is named by reflection alone: JDK 22 and later. Not
 * thread-safe.
 */
public final class BaseLinker implements CodeLinker {

    private static final String PACKAGE = "java.lang.foreign.";
    private static final String CLASS = "java.lang.InferenceLinker";
    private static final String RESOURCE = "/boot/java/lang/InferenceLinker.class";

    private final Object linker;

    /** {@code Linker.downcallHandle} for any arguments. */
    private final MethodHandle downcall;

    private BaseLinker(Object linker, MethodHandle downcall) {
        this.linker = linker;
        this.downcall = downcall;
    }

    /**
     * Defines the class that links unless it is there.
     *
     * @throws ReflectiveOperationException if this JVM does not let us
     * @throws LinkageError the same
     */
    public static BaseLinker define(Instrumentation jvm) throws ReflectiveOperationException {
        MethodHandles.Lookup base = OpenedBase.lookup(jvm, Object.class);
        try {
            MethodHandle downcall = (MethodHandle)
                    base.findStatic(definedIn(base), "downcallHandle", MethodType.methodType(MethodHandle.class))
                            .invoke();
            Object linker = type("Linker").getMethod("nativeLinker").invoke(null);
            // Its last parameter is given as an array, whose type is not known here.
            return new BaseLinker(linker, downcall.asFixedArity());
        } catch (ReflectiveOperationException | RuntimeException | Error asIs) {
            throw asIs;
        } catch (Throwable other) {
            throw new ReflectiveOperationException(other);
        }
    }

    private static Class<?> definedIn(MethodHandles.Lookup base) throws ReflectiveOperationException {
        try {
            return Class.forName(CLASS, false, null);
        } catch (ClassNotFoundException missing) {
            try (InputStream in = BaseLinker.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new ClassNotFoundException(RESOURCE.concat(" is missing from the agent's jar"), missing);
                }
                return base.defineClass(in.readAllBytes());
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(CLASS, unreadable);
            }
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE.concat(name));
    }

    @Override
    public MethodHandle function(String name, MethodType type) throws ReflectiveOperationException {
        Object libraries = type("Linker").getMethod("defaultLookup").invoke(linker);
        Optional<?> address = (Optional<?>)
                type("SymbolLookup").getMethod("find", String.class).invoke(libraries, name);
        return link(
                address.orElseThrow(() -> new UnsatisfiedLinkError("the C library has no ".concat(name))),
                type,
                Array.newInstance(type("Linker$Option"), 0));
    }

    @Override
    public MethodHandle leaf(long address, MethodType type) throws ReflectiveOperationException {
        Class<?> optionType = type("Linker$Option");
        Object options = Array.newInstance(optionType, 1);
        Array.set(options, 0, optionType.getMethod("critical", boolean.class).invoke(null, false));
        return link(type("MemorySegment").getMethod("ofAddress", long.class).invoke(null, address), type, options);
    }

    @Override
    public long address(ByteBuffer direct) throws ReflectiveOperationException {
        return ForeignFunctions.address(direct);
    }

    private MethodHandle link(Object address, MethodType type, Object options) throws ReflectiveOperationException {
        Class<?> layoutType = type("MemoryLayout");
        Object arguments = Array.newInstance(layoutType, type.parameterCount());
        for (int i = 0; i < type.parameterCount(); i++) {
            Array.set(arguments, i, layout(type.parameterType(i)));
        }
        Method of = type("FunctionDescriptor").getMethod("of", layoutType, arguments.getClass());
        Object descriptor = of.invoke(null, layout(type.returnType()), arguments);
        try {
            return (MethodHandle) downcall.invoke(linker, address, descriptor, options);
        } catch (RuntimeException | Error asIs) {
            throw asIs;
        } catch (Throwable other) {
            throw new ReflectiveOperationException(other);
        }
    }

    private static Object layout(Class<?> number) throws ReflectiveOperationException {
        return type("ValueLayout")
                .getField(number == int.class ? "JAVA_INT" : "JAVA_LONG")
                .get(null);
    }
}
