package io.inferometer.agent.weave;

import java.lang.invoke.CallSite;
import java.util.function.Function;

/** Calls {@link InferenceDispatch} once that is defined. A direct call: for one by reflection the JDK makes classes. */
final class DispatchAccess {

    private DispatchAccess() {}

    /** As {@link InferenceDispatch#install}. */
    static boolean install(Function<Object[], CallSite> linker) {
        return InferenceDispatch.install(linker);
    }
}
