package io.inferometer.agent.reader;

import io.inferometer.agent.record.Continuations;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Suspending lambdas, as Kotlin's compiler makes them: the object that has the code is its own continuation, made for one call, and its
 * field {@code label} is 0 until it is suspended. Thread-safe.
 */
public final class KotlinLambdas implements Continuations {

    private final ClassValue<MethodHandle> labels = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            MethodHandle label = Access.find(type, new Expression.Step("label", false));
            if (label == null) {
                throw new IllegalStateException(type.getName() + " is no lambda that Kotlin made");
            }
            return label.asType(MethodType.methodType(int.class, Object.class));
        }
    };

    @Override
    public Object resumed(Object continuation) throws Throwable {
        return (int) labels.get(continuation.getClass()).invokeExact(continuation) != 0 ? continuation : null;
    }

    @Override
    public boolean isOwn(Object continuation) {
        return false;
    }

    @Override
    public boolean isSuspended(Object result) {
        return KotlinContinuations.isMarker(result);
    }
}
