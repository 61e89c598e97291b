package io.inferometer.agent.it.app.shapes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** A CompletionStage of the application's own making, which does in {@code whenComplete} what it likes. */
final class OddStage {

    private OddStage() {}

    /** Keeps its observers, even those that come twice. */
    static final class Held implements Stages.Observers {
        private final List<BiConsumer<Object, Throwable>> actions = new ArrayList<>();

        @Override
        public void add(BiConsumer<Object, Throwable> action) {
            actions.add(action);
        }

        void release(Object result, Throwable failure) {
            actions.forEach(action -> action.accept(result, failure));
        }
    }

    @SuppressWarnings("unchecked")
    static CompletionStage<String> of(Stages.Observers observers) {
        CompletableFuture<String> other = CompletableFuture.completedFuture("odd");
        return (CompletionStage<String>) Proxy.newProxyInstance(
                OddStage.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("whenComplete")) {
                        observers.add((BiConsumer<Object, Throwable>) arguments[0]);
                        return null;
                    }
                    try {
                        return method.invoke(other, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
