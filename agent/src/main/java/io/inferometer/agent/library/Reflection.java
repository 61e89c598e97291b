package io.inferometer.agent.library;

/** Calls public methods of a library's public classes, for what happens once per load. */
final class Reflection {

    private Reflection() {}

    static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
