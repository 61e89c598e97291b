package io.inferometer.agent.model;

import java.util.Optional;
import java.util.function.Predicate;

/** Finds the class on whose behalf the current thread loads a model. */
final class CallingClass {

    private static final StackWalker WALKER = StackWalker.getInstance();

    private CallingClass() {}

    /** The simple name of the innermost class on the stack that is neither plumbing, nor the JDK's, nor ours. */
    static Optional<String> simpleName(Predicate<String> plumbing) {
        return WALKER.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.startsWith("java.")
                        && !name.startsWith("jdk.")
                        && !name.startsWith("io.inferometer.agent."))
                .filter(plumbing.negate())
                .findFirst()
                .map(CallingClass::simple));
    }

    private static String simple(String className) {
        int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
        return className.substring(start);
    }
}
