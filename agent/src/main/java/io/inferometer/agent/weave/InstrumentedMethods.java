package io.inferometer.agent.weave;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The instrumented methods by name, and the classes that a user named and that are missing so far. Thread-safe. */
public final class InstrumentedMethods {

    /** How many methods of a library have their names kept: more are of classes that a program makes as it goes. */
    private static final int MAX_NAMES = 1_000;

    private final Map<String, TreeSet<String>> methods = new TreeMap<>();
    private final TreeSet<String> unseen = new TreeSet<>();
    private final Set<Target.Role> stages = ConcurrentHashMap.newKeySet();

    InstrumentedMethods(Libraries libraries) {
        for (Library other : libraries.others()) {
            if (other.name().equals(Library.CONFIG) || other.name().equals(Library.ASYNC)) {
                for (Target target : other.targets()) {
                    unseen.add(target.types().className());
                }
            }
        }
    }

    synchronized void add(Woven method, String className) {
        String library = Library.isOfStages(method.library()) ? Library.ASYNC : method.library();
        TreeSet<String> names = methods.get(library);
        if (names == null) {
            names = new TreeSet<>();
            methods.put(library, names);
        }
        if (names.size() < MAX_NAMES) {
            names.add(method.readable(className));
        }
    }

    void addStage(Target.Role stage) {
        stages.add(stage);
    }

    /** A class that a target names was loaded. */
    synchronized void seen(String className) {
        unseen.remove(className);
    }

    /** Returns the classes that the user named and that were not loaded so far. */
    public synchronized List<String> unseen() {
        return new ArrayList<>(unseen);
    }

    /** Returns the stages of queued requests that have an instrumented method. */
    public Set<Target.Role> stages() {
        return stages;
    }

    /** Returns the first {@value #MAX_NAMES} instrumented methods of a library, as people write them. */
    public synchronized List<String> of(String library) {
        TreeSet<String> names = methods.get(library);
        return names == null ? List.of() : new ArrayList<>(names);
    }

    /** Returns the libraries that have an instrumented method. */
    synchronized Set<String> libraries() {
        return new TreeSet<>(methods.keySet());
    }
}
