package io.inferometer.agent.weave;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Which methods of which classes were woven, for as long as their loaders live. Thread-safe. */
final class WovenMethods {

    private final Map<ClassLoader, Set<String>> byLoader = new WeakHashMap<>();

    /** @param className with dots */
    synchronized void add(ClassLoader loader, String className, String method) {
        Set<String> methods = byLoader.get(loader);
        if (methods == null) {
            methods = new HashSet<>();
            byLoader.put(loader, methods);
        }
        methods.add(key(className, method));
    }

    boolean contains(Class<?> type, String method) {
        return contains(type.getClassLoader(), type.getName(), method);
    }

    private synchronized boolean contains(ClassLoader loader, String className, String method) {
        Set<String> methods = byLoader.get(loader);
        return methods != null && methods.contains(key(className, method));
    }

    private static String key(String className, String method) {
        int hidden = className.indexOf('/');
        return (hidden < 0 ? className : className.substring(0, hidden)) + '#' + GeneratedNames.method(method);
    }
}
