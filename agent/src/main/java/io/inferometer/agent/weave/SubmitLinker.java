package io.inferometer.agent.weave;

import io.inferometer.agent.async.SubmitSite;
import io.inferometer.agent.record.Site;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/**
 * Links the calls that submit tasks. Whatever fails here, the application's call is made as it is written:
 *
 * <pre>
 *   call = enter(null, task)
 *   try { result = receiver.submit(given(call, task), …) } finally { exit(call, result, failure) }
 * </pre>
 */
final class SubmitLinker {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private SubmitLinker() {}

    /** Returns the call as the application wrote it; one that throws what that instruction would throw if it cannot be linked. */
    static MethodHandle original(MethodHandles.Lookup caller, String name, MethodType type, Woven call) {
        MethodType parameters = type.dropParameterTypes(0, 1);
        try {
            return name.equals(SubmitWeaver.SUBMIT_SUPER)
                    ? caller.findSpecial(
                            caller.findClass(call.forwardsTo().replace('/', '.')),
                            call.method(),
                            parameters,
                            caller.lookupClass())
                    : caller.findVirtual(type.parameterType(0), call.method(), parameters);
        } catch (NoSuchMethodException missing) {
            return throwing(new NoSuchMethodError(missing.getMessage()), type);
        } catch (IllegalAccessException inaccessible) {
            return throwing(new IllegalAccessError(inaccessible.getMessage()), type);
        } catch (ClassNotFoundException missing) {
            return throwing(new NoClassDefFoundError(missing.getMessage()), type);
        } catch (LinkageError failure) {
            return throwing(failure, type);
        }
    }

    private static MethodHandle throwing(LinkageError failure, MethodType type) {
        MethodHandle thrower = MethodHandles.throwException(type.returnType(), LinkageError.class);
        return MethodHandles.dropArguments(thrower.bindTo(failure), 0, type.parameterList());
    }

    static boolean isExecutor(MethodType type) {
        return Executor.class.isAssignableFrom(type.parameterType(0));
    }

    /** Returns the call with its site around it. */
    static MethodHandle measured(MethodHandle original, Site site) throws ReflectiveOperationException {
        MethodType type = original.type();
        Class<?> receiver = type.parameterType(0);
        Class<?> task = type.parameterType(1);
        MethodHandle given = LOOKUP.findStatic(
                        SubmitSite.class, "given", MethodType.methodType(Object.class, Object.class, Object.class))
                .asType(MethodType.methodType(task, Object.class, task));
        // (receiver, call, task, …), then the call first.
        MethodHandle submitting = MethodHandles.collectArguments(original, 1, given);
        MethodType collected = submitting.type();
        int[] order = new int[collected.parameterCount()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        order[0] = 1;
        order[1] = 0;
        MethodHandle callFirst = MethodHandles.permuteArguments(
                submitting, collected.changeParameterType(0, Object.class).changeParameterType(1, receiver), order);
        MethodHandle enter = LOOKUP.findVirtual(
                        Site.class, "enter", MethodType.methodType(Object.class, Object.class, Object.class))
                .bindTo(site)
                .bindTo(null);
        return MethodHandles.foldArguments(
                MethodHandles.tryFinally(callFirst, exit(site, type.returnType())),
                MethodHandles.dropArguments(enter.asType(MethodType.methodType(Object.class, task)), 0, receiver));
    }

    /** Of type {@code (failure, result, call)result}, or without a result. */
    private static MethodHandle exit(Site site, Class<?> result) throws ReflectiveOperationException {
        MethodHandle exit = LOOKUP.findVirtual(
                        Site.class,
                        "exit",
                        MethodType.methodType(
                                void.class, Object.class, Object.class, Object.class, Object.class, Throwable.class))
                .bindTo(site);
        MethodHandle failureFirst = MethodHandles.permuteArguments(
                MethodHandles.insertArguments(exit, 1, null, null, null),
                MethodType.methodType(void.class, Throwable.class, Object.class),
                1,
                0);
        if (result == void.class) {
            return failureFirst;
        }
        MethodHandle answer = MethodHandles.dropArguments(
                MethodHandles.dropArguments(MethodHandles.identity(result), 1, Object.class), 0, Throwable.class);
        return MethodHandles.foldArguments(answer, MethodHandles.dropArguments(failureFirst, 1, result));
    }
}
