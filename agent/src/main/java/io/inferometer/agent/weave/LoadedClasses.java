package io.inferometer.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves what was loaded before the agent came. Annotated classes are told by their class file, which their loader is asked for
 * as a resource: passing every class through the transformer instead would undo the JIT's work on all of them.
 */
public final class LoadedClasses {

    private final Instrumentation instrumentation;
    private final ClassPrefilter prefilter;
    private final Sites sites;

    public LoadedClasses(Instrumentation instrumentation, ClassPrefilter prefilter, Sites sites) {
        this.instrumentation = instrumentation;
        this.prefilter = prefilter;
        this.sites = sites;
    }

    /** A class that the JVM does not take again, though it did once, keeps none of the others from being woven. */
    public void weave() {
        List<Class<?>> candidates = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isOfApplication(type) && instrumentation.isModifiableClass(type) && isCandidate(type)) {
                candidates.add(type);
            }
        }
        if (!candidates.isEmpty() && !weave(candidates)) {
            for (Class<?> candidate : candidates) {
                weave(List.of(candidate));
            }
        }
    }

    /** @return whether the JVM took them, all or none */
    private boolean weave(List<Class<?>> classes) {
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
            return true;
        } catch (UnmodifiableClassException | LinkageError | InternalError refused) {
            // An internal error: what a class file refers to is not there.
            if (classes.size() == 1) {
                sites.failed(classes.get(0).getName(), refused);
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

    private boolean isCandidate(Class<?> type) {
        if (prefilter.isDeclared(type.getName())) {
            return true;
        }
        String resource = type.getName().replace('.', '/').concat(".class");
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            return in != null && prefilter.isCandidate(type.getName(), in.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            // A class without a file was generated: nobody annotated it.
            return false;
        }
    }
}
