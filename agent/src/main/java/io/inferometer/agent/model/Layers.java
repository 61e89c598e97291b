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

    /** An instance was loaded, or first called, on this thread. A model that the application loads, too, is one that it calls. */
    void loaded(int model, String library) {
        String caller = caller(library);
        String known = above.putIfAbsent(model, caller);
        if (known != null && !known.equals(caller)) {
            above.put(model, "");
        }
    }

    /** The outermost, for it is what the application calls. */
    private static String caller(String library) {
        String caller = "";
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String upper = UpperLibraries.of(frame.getClassName());
            if (!upper.isEmpty() && !upper.equals(library)) {
                caller = upper;
            }
        }
        return caller;
    }
}
