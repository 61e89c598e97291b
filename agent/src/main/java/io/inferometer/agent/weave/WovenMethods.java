package io.inferometer.agent.weave;

import io.inferometer.agent.model.GeneratedNames;
import io.inferometer.agent.premain.LoaderMap;
import java.util.HashSet;
import java.util.Set;

/** Which methods of which classes were woven, and which are annotated and abstract, for as long as their loaders live. Thread-safe. */
final class WovenMethods {

    private final LoaderMap<Set<String>> byLoader = new LoaderMap<>();

    /** @param className with dots */
    synchronized void add(ClassLoader loader, String className, String method) {
        of(loader).add(key(className, GeneratedNames.method(method)));
        of(loader).add(key(className, "=".concat(method)));
    }

    /** An annotated method without a body, which those that implement it have in common. */
    synchronized void addAbstract(ClassLoader loader, String className, String method) {
        of(loader).add(key(className, "!".concat(GeneratedNames.method(method))));
    }

    private Set<String> of(ClassLoader loader) {
        Set<String> methods = byLoader.get(loader);
        if (methods == null) {
            methods = new HashSet<>();
            byLoader.put(loader, methods);
        }
        return methods;
    }

    /** Whether an abstract method is annotated that is this one in the source. */
    boolean containsAbstract(Class<?> type, String method) {
        return contains(type.getClassLoader(), type.getName(), "!".concat(GeneratedNames.method(method)));
    }

    /** Whether a method of exactly this name was woven. */
    boolean containsExactly(Class<?> type, String method) {
        return contains(type.getClassLoader(), type.getName(), "=".concat(method));
    }

    /** Whether a method was woven that is this one in the source. */
    boolean contains(Class<?> type, String method) {
        return contains(type.getClassLoader(), type.getName(), GeneratedNames.method(method));
    }

    private synchronized boolean contains(ClassLoader loader, String className, String method) {
        Set<String> methods = byLoader.get(loader);
        return methods != null && methods.contains(key(className, method));
    }

    private static String key(String className, String method) {
        return className + '#' + method;
    }
}
