package io.inferometer.agent.weave;

import java.lang.invoke.CallSite;
import java.util.function.Function;

/** Calls {@link InferenceDispatch}, once that is defined. Not by reflection, for which the JDK would make classes. */
final class DispatchAccess {

    private DispatchAccess() {}

    /** As {@link InferenceDispatch#install}. */
    static boolean install(Function<Object[], CallSite> linker) {
        return InferenceDispatch.install(linker);
    }
}
