package io.inferometer.agent.nativecode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By JNA, in a loader of its own beside any that the application has: each unpacks and loads its own native part. */
final class JnaFunctions implements NativeFunctions {

    private final Object library;
    private final Method getFunction;
    private final Method invokeInt;
    private final Map<String, Object> functions = new HashMap<>();

    private JnaFunctions(Object library, ClassLoader jna) throws ReflectiveOperationException {
        this.library = library;
        getFunction = library.getClass().getMethod("getFunction", String.class);
        invokeInt = Class.forName("com.sun.jna.Function", true, jna).getMethod("invokeInt", Object[].class);
    }

    static JnaFunctions open(ClassLoader jna, List<String> names) {
        UnsatisfiedLinkError missing = new UnsatisfiedLinkError("none of " + names + " is there");
        for (String name : names) {
            try {
                Object library = Class.forName("com.sun.jna.NativeLibrary", true, jna)
                        .getMethod("getInstance", String.class)
                        .invoke(null, name);
                return new JnaFunctions(library, jna);
            } catch (ReflectiveOperationException unusable) {
                missing.addSuppressed(cause(unusable));
            }
        }
        throw missing;
    }

    private static Throwable cause(ReflectiveOperationException failure) {
        return failure instanceof InvocationTargetException ? failure.getCause() : failure;
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
            function = getFunction.invoke(library, name);
            functions.put(name, function);
        }
        return function;
    }

    @Override
    public int call(String function, Object... arguments) {
        try {
            return (int) invokeInt.invoke(function(function), (Object) arguments);
        } catch (ReflectiveOperationException e) {
            throw (Error) new UnsatisfiedLinkError(function.concat(" cannot be called")).initCause(cause(e));
        }
    }
}
