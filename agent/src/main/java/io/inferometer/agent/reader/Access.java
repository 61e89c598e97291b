package io.inferometer.agent.reader;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds members of classes that belong to the application, private ones too. A package of a named module is opened to this
 * loader's unnamed module and to no other; packages of the JDK are left as they are. Thread-safe.
 */
public final class Access {

    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

    private static volatile Instrumentation instrumentation;

    private Access() {}

    /** Sets what opens packages of named modules. Called once, at the start. */
    public static void use(Instrumentation opener) {
        instrumentation = opener;
    }

    /**
     * A handle of a method without parameters, or of a field, that takes the instance.
     *
     * @return null when no class or interface of {@code type} has an accessible one
     */
    public static MethodHandle find(Class<?> type, Expression.Step step) {
        for (Class<?> each : supertypes(type)) {
            try {
                MethodHandle found = step.isMethod() ? method(each, step.name()) : field(each, step.name());
                if (found != null) {
                    return found;
                }
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notHere) {
                // Another of its types may have it; a class whose members cannot be listed lacks what they refer to.
            }
        }
        return null;
    }

    /**
     * Returns a static method without parameters of a class that is loaded, as one of type {@code ()Object}.
     *
     * @return null if no class of this name is loaded
     * @throws NoSuchMethodException if the class has no such method, or it returns nothing
     */
    public static MethodHandle findStatic(String className, String name) throws ReflectiveOperationException {
        Instrumentation jvm = instrumentation;
        if (jvm != null) {
            for (Class<?> type : jvm.getAllLoadedClasses()) {
                if (type.getName().equals(className)) {
                    return findStatic(type, name);
                }
            }
        }
        return null;
    }

    private static MethodHandle findStatic(Class<?> type, String name) throws ReflectiveOperationException {
        Method method = type.getDeclaredMethod(name);
        if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
            throw new NoSuchMethodException(name);
        }
        return lookup(type).unreflect(method).asType(MethodType.methodType(Object.class));
    }

    private static MethodHandle method(Class<?> type, String name) throws ReflectiveOperationException {
        Method method = type.getDeclaredMethod(name);
        if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
            return null;
        }
        try {
            return lookup(type).unreflect(method);
        } catch (IllegalAccessException closed) {
            return MethodHandles.publicLookup().unreflect(method);
        }
    }

    private static MethodHandle field(Class<?> type, String name) throws ReflectiveOperationException {
        if (type.isArray() && name.equals("length")) {
            return MethodHandles.arrayLength(type);
        }
        Field field = type.getDeclaredField(name);
        if (Modifier.isStatic(field.getModifiers())) {
            return null;
        }
        try {
            return lookup(type).unreflectGetter(field);
        } catch (IllegalAccessException closed) {
            return MethodHandles.publicLookup().unreflectGetter(field);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        Module module = type.getModule();
        Module own = Access.class.getModule();
        Instrumentation opener = instrumentation;
        if (module.isNamed()
                && opener != null
                && !isOfJdk(type)
                && !module.isOpen(type.getPackageName(), own)
                && opener.isModifiableModule(module)) {
            opener.redefineModule(
                    module, Set.of(), Map.of(), Map.of(type.getPackageName(), Set.of(own)), Set.of(), Map.of());
        }
        return MethodHandles.privateLookupIn(type, OWN);
    }

    private static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** A class, the classes it extends, nearest first, and then all their interfaces. */
    public static List<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
        }
        for (Class<?> each : new ArrayList<>(all)) {
            addInterfaces(each, all);
        }
        return new ArrayList<>(all);
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            if (all.add(each)) {
                addInterfaces(each, all);
            }
        }
    }
}
