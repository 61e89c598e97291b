package io.inferometer.agent.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What {@link Thread} has only from JDK 19 or 21 on. */
final class Threads {

    private static final MethodHandle IS_VIRTUAL = find("isVirtual", boolean.class);
    private static final MethodHandle ID = find("threadId", long.class);

    private Threads() {}

    private static MethodHandle find(String name, Class<?> type) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, name, MethodType.methodType(type));
        } catch (ReflectiveOperationException beforeVirtualThreads) {
            return null;
        }
    }

    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable impossible) {
            return false;
        }
    }

    /**
     * The thread's id. Before JDK 19 a subclass may answer what it likes: whoever looks something up by it must check that it
     * belongs to the thread.
     */
    @SuppressWarnings("deprecation") // getId, from JDK 19 on, where it is not called
    static long id(Thread thread) {
        if (ID == null) {
            return thread.getId();
        }
        try {
            return (long) ID.invokeExact(thread);
        } catch (Throwable impossible) {
            return 0;
        }
    }
}
