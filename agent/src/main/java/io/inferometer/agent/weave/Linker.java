package io.inferometer.agent.weave;

import io.inferometer.agent.record.Site;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links the call sites of instrumented methods: each becomes a constant, the method's site. Thread-safe. */
final class Linker {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Sites sites;

    Linker(Sites sites) {
        this.sites = sites;
    }

    /** The shape that {@code java.lang.InferenceDispatch} calls. A site that fails to link does nothing, and is reported. */
    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, Object... arguments) {
        try {
            Site site = sites.site((Integer) arguments[0]);
            MethodHandle handle = LOOKUP.findVirtual(Site.class, name, type).bindTo(site);
            return new ConstantCallSite(handle);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            sites.failed(caller.lookupClass().getName() + " at first call", failure);
            return new ConstantCallSite(MethodHandles.empty(type));
        }
    }
}
