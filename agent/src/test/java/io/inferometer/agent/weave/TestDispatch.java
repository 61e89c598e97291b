package io.inferometer.agent.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Stands in for {@code java.lang.InferenceDispatch}: links the call sites of classes that a {@link WovenLoader} defined. */
public final class TestDispatch {

    static final String INTERNAL_NAME = "io/inferometer/agent/weave/TestDispatch";

    private TestDispatch() {}

    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, Object method) {
        WovenLoader loader = (WovenLoader) caller.lookupClass().getClassLoader();
        return loader.linker().apply(new Object[] {caller, name, type, method});
    }
}
