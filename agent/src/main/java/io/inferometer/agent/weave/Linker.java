package io.inferometer.agent.weave;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Site;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/** Links the call sites of instrumented methods: each becomes a constant, the method's site. Thread-safe. */
final class Linker implements Function<Object[], CallSite> {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** What {@code exit} takes beside arguments: call, receiver, result and failure. */
    private static final int BESIDE_AT_EXIT = 4;

    private static final MethodType EXIT =
            MethodType.methodType(void.class, Object.class, Object.class, Object.class, Object.class, Throwable.class);
    private static final MethodType EXIT_NUMBER =
            MethodType.methodType(void.class, Object.class, Object.class, long.class, Object.class, Throwable.class);
    private static final MethodType ENTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType ENTER_ARGUMENT = MethodType.methodType(Object.class, Object.class, Object.class);

    private final Sites sites;

    Linker(Sites sites) {
        this.sites = sites;
    }

    /** What {@code java.lang.InferenceDispatch} calls. */
    @Override
    public CallSite apply(Object[] bootstrap) {
        // A class whose initialisation runs out of stack can never be used again (JVMS 5.5), and linking initialises
        // classes of the JDK, too. Without enough stack it is left to the next call.
        ExecutionStack.ensureSufficient();
        return link(
                (MethodHandles.Lookup) bootstrap[0], (String) bootstrap[1], (MethodType) bootstrap[2], Woven.of((String)
                        bootstrap[3]));
    }

    /** A site that fails to link does nothing, and is reported. */
    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, Woven method) {
        if (name.equals(SubmitWeaver.SUBMIT) || name.equals(SubmitWeaver.SUBMIT_SUPER)) {
            return new ConstantCallSite(submit(caller, name, type, method));
        }
        try {
            Site site = sites.site(caller.lookupClass(), method);
            return new ConstantCallSite(site == null ? MethodHandles.empty(type) : handle(site, name, type));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            sites.notMeasured().add(caller.lookupClass().getName() + " at first call", failure);
            return new ConstantCallSite(MethodHandles.empty(type));
        }
    }

    /** A call that submits a task is made, whatever fails. */
    private MethodHandle submit(MethodHandles.Lookup caller, String name, MethodType type, Woven call) {
        MethodHandle original = SubmitLinker.original(caller, name, type, call);
        try {
            if (!SubmitLinker.isExecutor(type)) {
                sites.notMeasured()
                        .add(
                                "a call of " + type.parameterType(0).getName() + "." + call.method() + " in "
                                        + caller.lookupClass().getName(),
                                "async.submit takes calls of java.util.concurrent.Executor and its subtypes; name what this one"
                                        + " calls");
                return original;
            }
            Site site = sites.site(caller.lookupClass(), call);
            return site == null ? original : SubmitLinker.measured(original.asType(type), site);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            sites.notMeasured().add(caller.lookupClass().getName() + " at first call", failure);
            return original.asType(type);
        }
    }

    /** The method as it is where the types are those of {@link Site}, which is nearly always; several arguments become an array. */
    private static MethodHandle handle(Site site, String name, MethodType type) throws ReflectiveOperationException {
        return switch (name) {
            case "enter" -> {
                int arguments = type.parameterCount() - 1;
                MethodHandle enter = LOOKUP.findVirtual(Site.class, name, arguments == 0 ? ENTER : ENTER_ARGUMENT)
                        .bindTo(site);
                yield collected(enter, 1, arguments, type);
            }
            case "exit" -> {
                int arguments = type.parameterCount() - BESIDE_AT_EXIT;
                boolean isNumber = arguments == 1 && type.parameterType(2) == long.class;
                MethodHandle exit = LOOKUP.findVirtual(Site.class, name, isNumber ? EXIT_NUMBER : EXIT)
                        .bindTo(site);
                yield collected(exit, 2, arguments, type);
            }
            default -> LOOKUP.findVirtual(Site.class, name, type).bindTo(site);
        };
    }

    private static MethodHandle collected(MethodHandle handle, int from, int arguments, MethodType type) {
        MethodHandle all = arguments > 1 ? handle.asCollector(from, Object[].class, arguments) : handle;
        return all.asType(type);
    }
}
