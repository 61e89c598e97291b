package io.inferometer.agent.weave;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * A configured method that the class it names does not have.
 *
 * @param loader the class's
 * @param className the class
 * @param supertypes the class it extends and its interfaces, with dots
 * @param method what was asked for, as it was written
 * @param methodName its name
 * @param declared the methods that the class does have, with their parameters
 */
public record MissingMethod(
        WeakReference<ClassLoader> loader,
        String className,
        List<String> supertypes,
        String method,
        String methodName,
        List<String> declared) {}
