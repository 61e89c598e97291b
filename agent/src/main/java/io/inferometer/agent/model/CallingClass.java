package io.inferometer.agent.model;

import java.util.Optional;

/** Finds the class on whose behalf the current thread loads a model. */
final class CallingClass {

    private CallingClass() {}

    /**
     * The simple name of the innermost class on the stack that is neither plumbing, nor the JDK's, nor ours.
     *
     * <p>By a stack trace: a {@link StackWalker} wants functions and a stream, for whose linking the application's first load
     * would wait several milliseconds.
     */
    static Optional<String> simpleName(ModelSource source) {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String name = frame.getClassName();
            if (!isOfJvm(name) && !source.isPlumbing(name)) {
                return Optional.of(simple(name));
            }
        }
        return Optional.empty();
    }

    /** Whether a class is the JDK's or ours. */
    static boolean isOfJvm(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("io.inferometer.agent.");
    }

    private static String simple(String className) {
        int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
        return className.substring(start);
    }
}
