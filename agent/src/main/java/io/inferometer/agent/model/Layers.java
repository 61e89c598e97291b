package io.inferometer.agent.model;

import io.inferometer.agent.library.UpperLibraries;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which models were loaded by a library that is measured itself, and are called by it alone: so that a sum over libraries can leave
 * them out. As large as the number of models. Thread-safe.
 */
public final class Layers {

    private final Map<Integer, String> above = new ConcurrentHashMap<>();

    /** The library that calls the model with this number; empty where the application does. */
    public String above(int model) {
        return above.getOrDefault(model, "");
    }

    /**
     * An instance was loaded, or first called, on this thread. A model that the application loads, too, is one that it calls.
     *
     * @param source knows the classes that load models for others
     */
    void loaded(int model, String library, ModelSource source) {
        calledBy(model, caller(library, source, new Throwable().getStackTrace()));
    }

    /** @param caller a library; empty for the application */
    void calledBy(int model, String caller) {
        String known = above.putIfAbsent(model, caller);
        if (known != null && !known.equals(caller)) {
            above.put(model, "");
        }
    }

    /**
     * The outermost of those that call one another, for it is what the application calls. Code of the application's that such a library
     * calls, as a tool of an assistant's or a translator of DJL's, loads for itself.
     *
     * @param frames innermost first
     */
    static String caller(String library, ModelSource source, StackTraceElement[] frames) {
        String caller = "";
        String innermost = "";
        for (StackTraceElement frame : frames) {
            String name = frame.getClassName();
            if (CallingClass.isOfJvm(name)) {
                continue;
            }
            // The method that loads, or is called, is the library's, whatever its class.
            innermost = innermost.isEmpty() ? name : innermost;
            String upper = UpperLibraries.of(name);
            if (upper.isEmpty()) {
                if (!name.equals(innermost) && !source.isPlumbing(name)) {
                    return caller;
                }
            } else if (!upper.equals(library)) {
                caller = upper;
            }
        }
        return caller;
    }
}
