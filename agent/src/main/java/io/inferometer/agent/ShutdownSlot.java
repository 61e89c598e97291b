package io.inferometer.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * A place in the JVM's end after all of the application's shutdown hooks: {@code java.lang.Shutdown} runs numbered slots one after
 * the other, of which the second runs those hooks and waits for them. The console has the first, files that are deleted at the end
 * the third.
 */
final class ShutdownSlot {

    /** {@code Shutdown.MAX_SYSTEM_HOOKS} − 1. */
    private static final int LAST = 9;

    private static final int FIRST_FREE = 3;

    private ShutdownSlot() {}

    /**
     * Takes the last slot that is free.
     *
     * @param action runs on the thread that ends the JVM
     * @return whether there is such a slot in this JVM
     */
    static boolean take(Instrumentation instrumentation, Runnable action) {
        try {
            Module own = ShutdownSlot.class.getModule();
            instrumentation.redefineModule(
                    Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(own)), Set.of(), Map.of());
            Method add = Class.forName("java.lang.Shutdown")
                    .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
            add.setAccessible(true);
            for (int slot = LAST; slot >= FIRST_FREE; slot--) {
                if (take(add, slot, action)) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            // A JVM of another kind, or one to come.
            return false;
        }
    }

    private static boolean take(Method add, int slot, Runnable action) throws IllegalAccessException {
        try {
            add.invoke(null, slot, false, action);
            return true;
        } catch (InvocationTargetException taken) {
            return false;
        }
    }
}
