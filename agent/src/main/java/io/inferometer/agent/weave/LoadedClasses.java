package io.inferometer.agent.weave;

import io.inferometer.agent.reader.Access;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Weaves what was loaded before the agent came. Annotated classes are told by their class file, which their loader is asked for
 * as a resource: passing every class through the transformer instead would undo the JIT's work on all of them.
 */
public final class LoadedClasses {

    /** The JVM takes or refuses those of one call together, and stops the application for each call. */
    private static final int BATCH = 100;

    private final Instrumentation instrumentation;
    private final ClassPrefilter prefilter;
    private final Sites sites;

    public LoadedClasses(Instrumentation instrumentation, ClassPrefilter prefilter, Sites sites) {
        this.instrumentation = instrumentation;
        this.prefilter = prefilter;
        this.sites = sites;
    }

    /** One class that cannot be woven, for whatever reason, keeps none of the others from being woven. */
    public void weave() {
        List<Class<?>> candidates = candidates();
        for (int from = 0; from < candidates.size(); from += BATCH) {
            List<Class<?>> batch = candidates.subList(from, Math.min(from + BATCH, candidates.size()));
            if (!weave(batch)) {
                for (Class<?> candidate : batch) {
                    weave(List.of(candidate));
                }
            }
        }
    }

    /** Each behind the classes it extends: whether these are woven is asked when it is first called. */
    private List<Class<?>> candidates() {
        Set<Class<?>> candidates = new HashSet<>();
        Set<Class<?>> annotated = new HashSet<>();
        List<Class<?>> others = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isOfApplication(type) && instrumentation.isModifiableClass(type)) {
                if (isAnnotated(type)) {
                    annotated.add(type);
                } else {
                    others.add(type);
                }
            }
        }
        candidates.addAll(annotated);
        for (Class<?> type : others) {
            try {
                if (prefilter.isDeclared(type) || isBelow(type, annotated)) {
                    candidates.add(type);
                }
            } catch (OutOfMemoryError passing) {
                throw passing;
            } catch (Throwable unusable) {
                // Its supertypes, or its loader, are broken: it cannot run either.
                sites.notMeasured().add(type.getName(), unusable);
            }
        }
        List<Class<?>> sorted = new ArrayList<>();
        Set<Class<?>> added = new HashSet<>();
        for (Class<?> candidate : candidates) {
            add(candidate, candidates, added, sorted);
        }
        return sorted;
    }

    private static void add(Class<?> type, Set<Class<?>> candidates, Set<Class<?>> added, List<Class<?>> sorted) {
        if (type == null || !added.add(type)) {
            return;
        }
        add(type.getSuperclass(), candidates, added, sorted);
        for (Class<?> each : type.getInterfaces()) {
            add(each, candidates, added, sorted);
        }
        if (candidates.contains(type)) {
            sorted.add(type);
        }
    }

    /** @return whether the JVM took them, all or none */
    private boolean weave(List<Class<?>> classes) {
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
            return true;
        } catch (OutOfMemoryError passing) {
            throw passing;
        } catch (Throwable refused) {
            // A class file may refer to what is not there, or not be what its loader makes of it.
            if (classes.size() == 1) {
                sites.notMeasured().add(classes.get(0).getName(), refused);
            }
            return false;
        }
    }

    private static boolean isOfApplication(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && loader != ClassLoader.getPlatformClassLoader()
                && loader != LoadedClasses.class.getClassLoader()
                && !type.isHidden();
    }

    private static boolean isBelow(Class<?> type, Set<Class<?>> annotated) {
        if (!annotated.isEmpty()) {
            for (Class<?> each : Access.supertypes(type)) {
                if (annotated.contains(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isAnnotated(Class<?> type) {
        String resource = type.getName().replace('.', '/').concat(".class");
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            return in != null && prefilter.isAnnotated(in.readAllBytes());
        } catch (OutOfMemoryError passing) {
            throw passing;
        } catch (Throwable unreadable) {
            // A class without a file was generated: nobody annotated it. A loader may also fail in ways of its own.
            return false;
        }
    }
}
