package io.inferometer.agent.weave;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.TypeNames;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.model.GeneratedNames;
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

/**
 * Makes the sites of instrumented methods when their call sites link. A site is kept by the class
 * that was woven, and by nothing else. Thread-safe.
 */
public final class Sites {

    private final Libraries libraries;
    private final SiteFactory factory;
    private final LibrarySwitches switches = new LibrarySwitches();
    private final NotMeasured notMeasured = new NotMeasured();
    private final WovenMethods woven = new WovenMethods();
    private final SourceMethod sourceMethods = new SourceMethod(woven);
    private final Map<String, Integer> groups = new HashMap<>();
    private final InstrumentedMethods instrumented;
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
        this.instrumented = new InstrumentedMethods(libraries);
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

    /** Called by any thread before it weaves a class. */
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

    /** Has {@code action} run just before the first class is woven, on the thread that weaves it. Called once. */
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
            instrumented.addStage(target.role());
        } else {
            woven.add(loader, className, method.method());
        }
        if (!(target.types() instanceof Types.SubtypeOf)) {
            instrumented.add(method, className);
        }
    }

    /** An abstract method is annotated, and its implementations will be woven. */
    void annotated(ClassLoader loader, String className, String method) {
        woven.addAbstract(loader, className, method);
    }

    /** The methods that have a site, or will have one. */
    public InstrumentedMethods instrumented() {
        return instrumented;
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
                Woven other = ofOtherSupertype(type, method, target);
                return other == null ? null : create(type, other);
            }
            instrumented.add(method, type.getName());
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
        String obstacle = isOfSource ? Obstacles.ofResult(type, method) : null;
        if (obstacle != null) {
            notMeasured.add(method.readable(type.getName()), obstacle);
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

    /** The same method as one that is declared for the subtypes of another type; null where it is not. */
    private Woven ofOtherSupertype(Class<?> type, Woven method, Target target) {
        List<Library> libraries = new ArrayList<>(this.libraries.others());
        Library own = library(method);
        if (!libraries.contains(own)) {
            libraries.add(own);
        }
        List<String> parameters = Descriptors.parameters(method.descriptor());
        for (Library library : libraries) {
            for (int i = 0; i < library.targets().size(); i++) {
                Target other = library.targets().get(i);
                boolean isSame = other.types() instanceof Types.SubtypeOf
                        && other.role() == target.role()
                        && other.methodName().equals(method.method())
                        && other.parameterTypes().equals(parameters)
                        && isBelow(type, other.types().className());
                if (isSame && Slots.of(other, method).equals(Slots.of(target, method))) {
                    return method.as(library.name(), i);
                }
                if (isSame) {
                    notMeasured.add(
                            method.readable(type.getName()) + " of " + library.name(),
                            "a method with the same parameters is declared for subtypes of "
                                    + target.types().className()
                                    + ", of which other parameters are read; read the same of both");
                }
            }
        }
        return null;
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
        Set<String> known = instrumented.libraries();
        known.remove(SelfCheck.LIBRARY);
        return switches.states(known);
    }
}
