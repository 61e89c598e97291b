package io.inferometer.agent.nativecode;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By JNA, in a loader of its own beside any that the application has: each unpacks and loads its own native part. Libraries are opened
 * beneath JNA's {@code NativeLibrary}, which would fork {@code ldconfig} to learn what the system's loader knows.
 */
final class JnaFunctions implements NativeFunctions {

    private static final int LAZY_AND_LOCAL = 1;
    private static final int JNA_DEFAULT = -1;

    private final long library;
    private final Method findSymbol;
    private final Constructor<?> pointer;
    private final Method getFunction;
    private final Method invokeInt;
    private final Map<String, Object> functions = new HashMap<>();

    private JnaFunctions(long library, ClassLoader jna) throws ReflectiveOperationException {
        this.library = library;
        findSymbol = hidden(jna, "findSymbol", long.class, String.class);
        pointer = type(jna, "Pointer").getConstructor(long.class);
        getFunction = type(jna, "Function").getMethod("getFunction", type(jna, "Pointer"));
        invokeInt = type(jna, "Function").getMethod("invokeInt", Object[].class);
    }

    private static Class<?> type(ClassLoader jna, String name) throws ClassNotFoundException {
        return Class.forName("com.sun.jna.".concat(name), true, jna);
    }

    private static Method hidden(ClassLoader jna, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        Method method = type(jna, "Native").getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    static JnaFunctions open(ClassLoader jna, List<String> names) {
        Failures failures = new Failures();
        int how = "Linux".equals(System.getProperty("os.name")) ? LAZY_AND_LOCAL : JNA_DEFAULT;
        for (String name : names) {
            try {
                long library =
                        (long) hidden(jna, "open", String.class, int.class).invoke(null, name, how);
                return new JnaFunctions(library, jna);
            } catch (ReflectiveOperationException | LinkageError unusable) {
                failures.add(name, unusable);
            }
        }
        throw failures.error();
    }

    @Override
    public boolean has(String function) {
        try {
            return function(function) != null;
        } catch (ReflectiveOperationException missing) {
            return false;
        }
    }

    private Object function(String name) throws ReflectiveOperationException {
        Object function = functions.get(name);
        if (function == null) {
            long address = (long) findSymbol.invoke(null, library, name);
            function = getFunction.invoke(null, pointer.newInstance(address));
            functions.put(name, function);
        }
        return function;
    }

    @Override
    public int call(String function, Object... arguments) {
        try {
            return (int) invokeInt.invoke(function(function), (Object) arguments);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw (Error) new UnsatisfiedLinkError(function.concat(" cannot be called")).initCause(cause);
        }
    }
}
