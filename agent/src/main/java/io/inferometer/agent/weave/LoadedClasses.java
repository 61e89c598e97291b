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

    public LoadedClasses(Instrumentation instrumentation, ClassPrefilter prefilter) {
        this.instrumentation = instrumentation;
        this.prefilter = prefilter;
    }

    /** @throws UnmodifiableClassException never, for only modifiable classes are asked for */
    public void weave() throws UnmodifiableClassException {
        List<Class<?>> candidates = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isOfApplication(type) && instrumentation.isModifiableClass(type) && isCandidate(type)) {
                candidates.add(type);
            }
        }
        if (!candidates.isEmpty()) {
            instrumentation.retransformClasses(candidates.toArray(new Class<?>[0]));
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
