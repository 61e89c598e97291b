package io.inferometer.agent.reader;

import io.inferometer.agent.record.Continuations;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The continuations of one suspending method, as Kotlin's compiler makes them: a class of its own for each method, whose field {@code
 * label} has its highest bit set while a suspended call goes on, and whose method {@code getCompletion} answers the caller's
 * continuation (kotlin.coroutines.jvm.internal.BaseContinuationImpl). Thread-safe.
 */
public final class KotlinContinuations implements Continuations {

    private static final String MARKERS = "kotlin.coroutines.intrinsics.CoroutineSingletons";

    private record Handles(MethodHandle label, MethodHandle completion) {}

    private final String own;

    private final ClassValue<Handles> handles = new ClassValue<>() {
        @Override
        protected Handles computeValue(Class<?> type) {
            return resolve(type);
        }
    };

    /** @param own the name of the class that the compiler made */
    public KotlinContinuations(String own) {
        this.own = own;
    }

    @Override
    public Object resumed(Object continuation) throws Throwable {
        if (!isOwn(continuation)) {
            return null;
        }
        Handles found = handles.get(continuation.getClass());
        return (int) found.label.invokeExact(continuation) < 0
                ? (Object) found.completion.invokeExact(continuation)
                : null;
    }

    private static Handles resolve(Class<?> type) {
        MethodHandle label = Access.find(type, new Expression.Step("label", false));
        MethodHandle completion = Access.find(type, new Expression.Step("getCompletion", true));
        if (label == null || completion == null) {
            throw new IllegalStateException(type.getName() + " is no continuation that Kotlin made");
        }
        return new Handles(
                label.asType(MethodType.methodType(int.class, Object.class)),
                completion.asType(MethodType.methodType(Object.class, Object.class)));
    }

    @Override
    public boolean isOwn(Object continuation) {
        return continuation != null && continuation.getClass().getName().equals(own);
    }

    @Override
    public boolean isSuspended(Object result) {
        return isMarker(result);
    }

    static boolean isMarker(Object result) {
        return result instanceof Enum<?> marker
                && marker.name().equals("COROUTINE_SUSPENDED")
                && result.getClass().getName().equals(MARKERS);
    }
}
