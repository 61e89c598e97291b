package io.inferometer.agent.weave;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.TypeNames;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.premain.CandidateFilter;
import io.inferometer.agent.reader.Access;
import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the sites of instrumented methods when their call sites link, and knows the methods by name. A site is kept by the class
 * that was woven, and by nothing else. Thread-safe.
 */
public final class Sites {

    /** How many methods of a library are told by name: more are of classes that a program makes as it goes. */
    private static final int MAX_NAMES = 1_000;

    private final Libraries libraries;
    private final SiteFactory factory;
    private final LibrarySwitches switches = new LibrarySwitches();
    private final NotMeasured notMeasured = new NotMeasured();
    private final WovenMethods woven = new WovenMethods();
    private final Set<Target.Role> stages = ConcurrentHashMap.newKeySet();
    private final SourceMethod sourceMethods = new SourceMethod(woven);
    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<String, TreeSet<String>> methods = new TreeMap<>();
    private final TreeSet<String> unseen = new TreeSet<>();
    private TaskWeaver tasks;
    private Supertypes supertypes;
    private volatile boolean countsHandles = true;
    private volatile boolean begun;
    private volatile Runnable whenBegun;
    private volatile Map<String, String> annotations = Map.of();
    private int ungrouped;
    private int lastGroup;

    private final ClassValue<Map<String, Optional<Site>>> ofClass = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Site>> computeValue(Class<?> type) {
            return new HashMap<>();
        }
    };

    public Sites(Libraries libraries, SiteFactory factory) {
        this.libraries = libraries;
        this.factory = factory;
        for (Library other : libraries.others()) {
            if (other.name().equals(Library.CONFIG) || other.name().equals(Library.ASYNC)) {
                for (Target target : other.targets()) {
                    unseen.add(target.types().className());
                }
            }
        }
    }

    /** Before anything is woven: native objects are not counted. */
    public void leaveOutHandles() {
        countsHandles = false;
    }

    /**
     * Before anything is woven: these annotations opt methods in, too.
     *
     * @param named each a class, perhaps followed by {@code @} and the member that names the model
     */
    public void alsoAnnotatedWith(List<String> named) {
        Map<String, String> members = new TreeMap<>();
        for (String each : named) {
            int at = each.indexOf('@');
            String annotation = at < 0 ? each : each.substring(0, at);
            if (members.size() < CandidateFilter.MAX_ANNOTATIONS) {
                members.put(TypeNames.descriptor(annotation), at < 0 ? "" : each.substring(at + 1));
            } else {
                notMeasured.add(
                        "methods with the annotation " + annotation,
                        "annotations names more than " + CandidateFilter.MAX_ANNOTATIONS);
            }
        }
        annotations = members;
    }

    /** The members that name the model, or empty texts, by the descriptors of further annotations. */
    Map<String, String> annotations() {
        return annotations;
    }

    boolean countsHandles() {
        return countsHandles;
    }

    /** Any thread, before it weaves a class. */
    void begin() {
        if (!begun) {
            begun = true;
            Runnable told = whenBegun;
            if (told != null) {
                told.run();
            }
        }
    }

    /** Whether there was a class to weave. */
    public boolean haveBegun() {
        return begun;
    }

    /** Called once: runs {@code action} before the next class is woven if that is the first, on the thread that weaves it. */
    public void whenBegun(Runnable action) {
        whenBegun = action;
    }

    public LibrarySwitches switches() {
        return switches;
    }

    public NotMeasured notMeasured() {
        return notMeasured;
    }

    Libraries libraries() {
        return libraries;
    }

    /** A method was woven, and will ask for its site if it is called. */
    void woven(ClassLoader loader, String className, Target target, Woven method) {
        if (target.role().isOfHandles() || target.role() == Target.Role.DEVICE) {
            return;
        }
        if (target.role().isStage()) {
            stages.add(target.role());
        } else {
            woven.add(loader, className, method.method());
        }
        if (!(target.types() instanceof Types.SubtypeOf)) {
            name(method, className);
        }
    }

    /** An abstract method is annotated, and its implementations will be woven. */
    void annotated(ClassLoader loader, String className, String method) {
        woven.addAbstract(loader, className, method);
    }

    private synchronized void name(Woven method, String className) {
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

    /** The stages of queued requests that have an instrumented method. */
    public Set<Target.Role> stages() {
        return stages;
    }

    /** A class that a target names was loaded. */
    void seen(String className) {
        synchronized (unseen) {
            unseen.remove(className);
        }
    }

    /** The classes that the user named and that were not loaded so far. */
    public List<String> unseen() {
        synchronized (unseen) {
            return new ArrayList<>(unseen);
        }
    }

    /** What instruments the classes of submitted tasks. */
    synchronized TaskWeaver tasks() {
        if (tasks == null) {
            tasks = new TaskWeaver(BootClass.instrumentation(), this);
        }
        return tasks;
    }

    /** What finds the annotated methods above a class. */
    synchronized Supertypes supertypes() {
        if (supertypes == null) {
            ExecutionStack.ensureForFirstUse();
            supertypes = new Supertypes(this);
        }
        return supertypes;
    }

    /** The site of a method of this class, made when it is first asked for; null when there is nothing to measure. */
    Site site(Class<?> type, Woven method) {
        Map<String, Optional<Site>> sites = ofClass.get(type);
        synchronized (sites) {
            String key = key(method);
            Optional<Site> known = sites.get(key);
            if (known == null) {
                known = Optional.ofNullable(create(type, method));
                sites.put(key, known);
            }
            return known.isPresent() ? known.get() : null;
        }
    }

    /** Uses {@code site} for a method that is not yet linked. */
    void use(Class<?> type, Woven method, Site site) {
        Map<String, Optional<Site>> sites = ofClass.get(type);
        synchronized (sites) {
            sites.put(key(method), Optional.of(site));
        }
    }

    /** A stage may be an inference, too, and what unloads a model closes what it holds: each has a site of its own. */
    private static String key(Woven method) {
        String name = method.method() + method.descriptor();
        if (method.has(Woven.HANDLE)) {
            return "handle " + name;
        }
        return Library.isOfStages(method.library()) ? method.library() + " " + name : name;
    }

    private Site create(Class<?> type, Woven method) {
        Library library = library(method);
        Target target = target(library, method);
        if (target.types() instanceof Types.SubtypeOf supertype) {
            if (!isBelow(type, supertype.className())) {
                return null;
            }
            name(method, type.getName());
        }
        boolean isOfSource = !library.isBuiltIn() && target.role() == Target.Role.INFERENCE;
        int group = target.role().isStage() || target.role().isOfHandles() ? 0 : group(library, target, type, method);
        if (isOfSource && sourceMethods.isForwarder(type, method)) {
            return null;
        }
        if (method.has(Woven.HANDS_ON)) {
            notMeasured.add(
                    method.readable(type.getName()),
                    "it hands its continuation on to another suspending method, and is gone before that ends; annotate"
                            + " that one");
            return null;
        }
        Class<?> root = isOfSource ? sourceMethods.root(type, method) : type;
        Class<?> named = method.has(Woven.GENERATED) ? root : type;
        return factory.create(new SiteSpec(
                library,
                target,
                method,
                type.getName(),
                target.modelName().isEmpty() && target.reading().model() == null && isOfSource
                        ? GeneratedNames.simple(named.getName(), method.has(Woven.OBJECT))
                        : target.modelName(),
                target.modelVersion(),
                group,
                target.overloads() != Target.Overloads.WIDEST,
                Slots.of(target, method),
                switches.of(Library.isOfStages(library.name()) ? Library.ASYNC : library.name()),
                library.isBuiltIn() ? Releases.of(type) : ""));
    }

    /** By name: a supertype of this name may be of any loader. */
    private static boolean isBelow(Class<?> type, String supertype) {
        for (Class<?> each : Access.supertypes(type)) {
            if (each.getName().equals(supertype)) {
                return true;
            }
        }
        return false;
    }

    private Library library(Woven method) {
        if (method.target() < 0) {
            return method.library().equals(Library.ASYNC) ? AnnotatedMethods.STAGES : AnnotatedMethods.LIBRARY;
        }
        return method.library().equals(Library.TASKS) ? TaskWeaver.TASKS : libraries.get(method.library());
    }

    private static Target target(Library library, Woven method) {
        if (method.target() >= 0) {
            return library.targets().get(method.target());
        }
        return library.name().equals(Library.ASYNC)
                ? AnnotatedMethods.stage(method.method(), method.model(), method.version())
                : AnnotatedMethods.target(method.method(), method.model(), method.version());
    }

    /**
     * The same number for all methods of which only the outermost call on a thread counts: those of a built-in library, and those
     * that are one method of the source.
     */
    private synchronized int group(Library library, Target target, Class<?> type, Woven method) {
        if (target.overloads() == Target.Overloads.WIDEST) {
            return number(List.of("#" + ++ungrouped));
        }
        return number(library.isBuiltIn() ? List.of(library.name()) : sourceMethods.family(type, method));
    }

    /** The same for all names that were once given together. */
    private int number(List<String> names) {
        Integer number = null;
        for (String name : names) {
            number = number == null ? groups.get(name) : number;
        }
        int common = number == null ? ++lastGroup : number;
        for (String name : names) {
            groups.putIfAbsent(name, common);
        }
        return common;
    }

    /** Whether each library is measured, of those with an instrumented method and those that are off. */
    public Map<String, Boolean> states() {
        TreeSet<String> known;
        synchronized (this) {
            known = new TreeSet<>(methods.keySet());
        }
        known.remove(SelfCheck.LIBRARY);
        return switches.states(known);
    }

    /** The instrumented methods of a library, for people; the first {@value #MAX_NAMES}. */
    public synchronized List<String> methods(String library) {
        TreeSet<String> names = methods.get(library);
        return names == null ? List.of() : new ArrayList<>(names);
    }
}
