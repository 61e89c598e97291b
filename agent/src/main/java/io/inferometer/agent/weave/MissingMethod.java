package io.inferometer.agent.weave;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * A method that the class it was looked for in does not have, or has no body for.
 *
 * @param loader the class's
 * @param className the class
 * @param supertypes the class it extends and its interfaces, with dots
 * @param method what was asked for, as it was written
 * @param methodName its name
 * @param declared the methods that the class does have, with their parameters
 * @param helper the class in which a compiler may have put the body of an abstract method; empty where the method is not there at all
 */
public record MissingMethod(
        WeakReference<ClassLoader> loader,
        String className,
        List<String> supertypes,
        String method,
        String methodName,
        List<String> declared,
        String helper) {}
