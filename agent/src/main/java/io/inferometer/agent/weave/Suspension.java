package io.inferometer.agent.weave;

/**
 * Kotlin's suspending methods, as its compiler makes them: the last parameter is the caller's continuation, the result an object, which is
 * a marker when the method will go on later.
 */
final class Suspension {

    private static final String END = "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";

    private Suspension() {}

    /** What a lambda that suspends is entered by, each time it goes on: its own label is 0 the first time. */
    static boolean isOfLambda(String method, String descriptor) {
        return method.equals("invokeSuspend") && descriptor.equals("(Ljava/lang/Object;)Ljava/lang/Object;");
    }

    static boolean isSuspending(String descriptor) {
        return descriptor.endsWith(END);
    }
}
