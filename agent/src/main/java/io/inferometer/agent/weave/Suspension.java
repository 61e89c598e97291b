package io.inferometer.agent.weave;

/**
 * Kotlin's suspending methods, as its compiler makes them: the last parameter is the caller's continuation, the result an object, which is
 * a marker when the method will go on later.
 */
final class Suspension {

    private static final String END = "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";

    private Suspension() {}

    static boolean isSuspending(String descriptor) {
        return descriptor.endsWith(END);
    }
}
