package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.record.Site;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Every instrumented method of this JVM, the switches of their libraries, and what could not be instrumented. Thread-safe. */
public final class Sites {

    private static final int FAILURES_KEPT = 100;

    /**
     * A method or class that should have been instrumented and was not.
     *
     * @param where the class or method
     * @param why in a few words
     */
    public record Failure(String where, String why) {}

    private final SiteFactory factory;
    private final List<SiteSpec> specs = new ArrayList<>();
    private final Map<ClassLoader, Map<String, SiteSpec>> byMethod = new WeakHashMap<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<Integer, WeakReference<Site>> linked = new HashMap<>();
    private final Set<String> disabledLibraries = new HashSet<>();
    private final Deque<Failure> unreported = new ArrayDeque<>();
    private boolean agentEnabled = true;
    private long failures;

    public Sites(SiteFactory factory) {
        this.factory = factory;
    }

    /** The same method of the same loader gets the same specification, however often it is woven. */
    synchronized SiteSpec spec(
            ClassLoader loader, Library library, Target target, String descriptor, boolean asynchronous) {
        Map<String, SiteSpec> ofLoader = byMethod.get(loader);
        if (ofLoader == null) {
            ofLoader = new HashMap<>();
            byMethod.put(loader, ofLoader);
        }
        String name = target.className() + "." + target.methodName();
        SiteSpec known = ofLoader.get(name + descriptor);
        if (known != null) {
            return known;
        }
        boolean outermost = target.overloads() != Target.Overloads.WIDEST;
        int group = group(outermost ? name : name + descriptor + specs.size());
        SiteSpec spec = new SiteSpec(
                specs.size(), library, target, Descriptors.readable(name, descriptor), group, outermost, asynchronous);
        specs.add(spec);
        ofLoader.put(name + descriptor, spec);
        return spec;
    }

    private int group(String name) {
        Integer known = groups.get(name);
        if (known == null) {
            known = groups.size() + 1;
            groups.put(name, known);
        }
        return known;
    }

    /** The site with this number, made when it is first asked for. */
    synchronized Site site(int id) {
        WeakReference<Site> reference = linked.get(id);
        Site site = reference == null ? null : reference.get();
        if (site == null) {
            SiteSpec spec = specs.get(id);
            site = factory.create(spec);
            site.setEnabled(isEnabled(spec.library().name()));
            linked.put(id, new WeakReference<>(site));
        }
        return site;
    }

    /** Uses {@code site}, which the caller keeps, for a method that is not yet linked. */
    synchronized void link(int id, Site site) {
        linked.put(id, new WeakReference<>(site));
    }

    private boolean isEnabled(String library) {
        return agentEnabled && !disabledLibraries.contains(library);
    }

    public synchronized void setEnabled(boolean enabled) {
        agentEnabled = enabled;
        apply();
    }

    public synchronized boolean isEnabled() {
        return agentEnabled;
    }

    public synchronized void setLibraryEnabled(String library, boolean enabled) {
        if (enabled ? disabledLibraries.remove(library) : disabledLibraries.add(library)) {
            apply();
        }
    }

    public synchronized boolean isLibraryEnabled(String library) {
        return !disabledLibraries.contains(library);
    }

    /** Returns whether each library is enabled, of those with an instrumented method and those turned off. */
    public synchronized Map<String, Boolean> libraries() {
        Map<String, Boolean> libraries = new HashMap<>();
        for (SiteSpec spec : specs) {
            libraries.put(spec.library().name(), true);
        }
        libraries.remove(SelfCheck.LIBRARY);
        for (String disabled : disabledLibraries) {
            libraries.put(disabled, false);
        }
        return libraries;
    }

    private void apply() {
        for (Map.Entry<Integer, WeakReference<Site>> entry : linked.entrySet()) {
            Site site = entry.getValue().get();
            if (site != null) {
                site.setEnabled(isEnabled(specs.get(entry.getKey()).library().name()));
            }
        }
    }

    /** The instrumented methods of a library, for people. */
    public synchronized List<String> methods(String library) {
        List<String> methods = new ArrayList<>();
        for (SiteSpec spec : specs) {
            if (spec.library().name().equals(library) && !methods.contains(spec.method())) {
                methods.add(spec.method());
            }
        }
        return methods;
    }

    synchronized void failed(String where, Throwable failure) {
        String message = failure.getMessage();
        failed(
                where,
                message == null
                        ? failure.getClass().getName()
                        : failure.getClass().getName() + ": " + message);
    }

    synchronized void failed(String where, String why) {
        failures++;
        if (unreported.size() < FAILURES_KEPT) {
            unreported.add(new Failure(where, why));
        }
    }

    /** How many classes or methods could not be instrumented. */
    public synchronized long failures() {
        return failures;
    }

    /** The next failure that was not yet reported, or null. */
    public synchronized Failure nextUnreported() {
        return unreported.poll();
    }
}
