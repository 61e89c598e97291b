package io.inferometer.agent.nativecode;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** Opens {@code java.lang} to the agent's loader, and to no other. */
final class OpenedBase {

    private OpenedBase() {}

    /** Returns a lookup with the rights of a class of {@code java.lang}. */
    static MethodHandles.Lookup lookup(Instrumentation jvm, Class<?> inside) throws IllegalAccessException {
        Module own = OpenedBase.class.getModule();
        jvm.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(own)), Set.of(), Map.of());
        return MethodHandles.privateLookupIn(inside, MethodHandles.lookup());
    }
}
