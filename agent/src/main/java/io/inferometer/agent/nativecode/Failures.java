package io.inferometer.agent.nativecode;

import java.lang.reflect.InvocationTargetException;

/** Why libraries could not be opened, one after the other. */
final class Failures {

    private final StringBuilder text = new StringBuilder();
    private Throwable last;

    void add(String library, Throwable failure) {
        last = failure instanceof InvocationTargetException ? failure.getCause() : failure;
        if (!text.isEmpty()) {
            text.append("; ");
        }
        text.append(library)
                .append(": ")
                .append(String.valueOf(last.getMessage()).replace('\n', ' '));
    }

    UnsatisfiedLinkError error() {
        return (UnsatisfiedLinkError) new UnsatisfiedLinkError(text.toString()).initCause(last);
    }
}
