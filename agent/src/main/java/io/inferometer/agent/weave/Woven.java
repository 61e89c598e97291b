package io.inferometer.agent.weave;

import net.bytebuddy.jar.asm.Type;

/**
 * What is known of an instrumented method before it is first called. Its call sites carry it as their constants, so that nothing
 * is kept here of a class that may never be called, or is long gone.
 *
 * @param library the name of the library that declares it
 * @param target the place of its target in the declaration; −1 for an annotated method
 * @param method its name
 * @param descriptor its parameters and result (JVMS §4.3.3)
 * @param traits what the class file tells
 * @param model the model, or the stage of queued requests, that an annotation names; empty when it names none
 * @param version its version, empty when unknown; for a stage what identifies the request
 * @param forwardsTo the internal name of the class, a point, and the name of the method that does the work, while nothing else is done
 *     here; empty when it does its own
 * @param stateMachine the name of the class in which a Kotlin method goes on after each suspension, {@link #THIS} for its lambdas;
 *     empty for any other method
 */
record Woven(
        String library,
        int target,
        String method,
        String descriptor,
        int traits,
        String model,
        String version,
        String forwardsTo,
        String stateMachine) {

    private static final int PARTS = 9;

    /** Without line numbers: nobody wrote it, as proxies that are made while the application runs, and copies that compilers make. */
    static final int GENERATED = 1;

    /** Compiled by Kotlin, which keeps the bodies of an interface's methods in a class beside it. */
    static final int KOTLIN = 4;

    /** Compiled by Groovy, which does the same with traits. */
    static final int GROOVY = 8;

    /** One of Scala's objects. */
    static final int OBJECT = 16;

    /** A Kotlin method that hands its continuation on, and so is not there any more when its call ends. */
    static final int HANDS_ON = 2;

    /** Native objects are opened or closed by it, beside what else is measured of it. */
    static final int HANDLE = 32;

    /** A lambda of Kotlin's goes on in the class that has the method. */
    static final String THIS = "this";

    /** What {@link #constant} wrote. */
    static Woven of(String constant) {
        String[] parts = new String[PARTS];
        int at = 0;
        for (int i = 0; i < PARTS; i++) {
            int colon = constant.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(constant.substring(at, colon));
            parts[i] = constant.substring(colon + 1, end);
            at = end;
        }
        return new Woven(
                parts[0],
                Integer.parseInt(parts[1]),
                parts[2],
                parts[3],
                Integer.parseInt(parts[4]),
                parts[5],
                parts[6],
                parts[7],
                parts[8]);
    }

    /**
     * As the one constant of a call site, each part behind its length: the JDK makes classes, in each JVM anew, to hand several constants to a
     * bootstrap method.
     */
    String constant() {
        StringBuilder text = new StringBuilder();
        String[] parts = {
            library,
            Integer.toString(target),
            method,
            descriptor,
            Integer.toString(traits),
            model,
            version,
            forwardsTo,
            stateMachine
        };
        for (String part : parts) {
            text.append(part.length()).append(':').append(part);
        }
        return text.toString();
    }

    /** What the name of the class ends in that has the bodies of an interface's methods; null where there is none. */
    static String helper(int traits) {
        if ((traits & KOTLIN) != 0) {
            return "$DefaultImpls";
        }
        return (traits & GROOVY) != 0 ? "$Trait$Helper" : null;
    }

    /** Whether it may return before its call ends, and goes on in a class that Kotlin made for it. */
    boolean suspends() {
        return !stateMachine.isEmpty() && !stateMachine.equals(THIS);
    }

    boolean has(int trait) {
        return (traits & trait) != 0;
    }

    /** The same as a target of another library, or another one of its own. */
    Woven as(String otherLibrary, int otherTarget) {
        return new Woven(
                otherLibrary, otherTarget, method, descriptor, traits, model, version, forwardsTo, stateMachine);
    }

    /** For people. */
    String readable(String className) {
        return Descriptors.readable(className + "." + method, descriptor);
    }

    Type result() {
        return Type.getReturnType(descriptor);
    }
}
