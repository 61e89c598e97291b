package io.inferometer.agent.model;

import java.util.Optional;

/** Finds the class on whose behalf the current thread loads a model. */
final class CallingClass {

    private CallingClass() {}

    /**
     * What a reader of the source calls the innermost class on the stack that is neither plumbing, nor the JDK's, nor ours; nor the one that
     * has the method that loads, if another one calls it: one that calls it by the JDK is a framework, and says nothing of the model.
     *
     * <p>By a stack trace: a {@link StackWalker} wants functions and a stream, for whose linking the application's first load
     * would wait several milliseconds.
     */
    static Optional<String> simpleName(ModelSource source) {
        String loading = "";
        String caller = "";
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String name = frame.getClassName();
            if (isOfJvm(name)) {
                if (!caller.isEmpty()) {
                    break;
                }
            } else {
                loading = loading.isEmpty() ? name : loading;
                if (!source.isPlumbing(name)) {
                    caller = name;
                    if (!name.equals(loading)) {
                        break;
                    }
                }
            }
        }
        return caller.isEmpty() ? Optional.empty() : Optional.of(GeneratedNames.running(caller));
    }

    /** Whether a class is the JDK's or ours. */
    static boolean isOfJvm(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("io.inferometer.agent.");
    }
}
