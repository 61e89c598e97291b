package io.inferometer.agent.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The platform threads on which virtual ones run until they next wait. Whatever runs there meanwhile has the carrier's log, and its lane of
 * {@link VirtualCalls}, to itself: as long as it does nothing that a virtual thread waits in, such as parking, blocking on input or output, or
 * entering a monitor. The JVM takes a virtual thread off its carrier nowhere else. A record, as {@link InferenceSite} is.
 *
 * @param threads the logs of all platform threads
 * @param calls where calls of virtual threads stand
 */
record Carriers(ThreadLogs threads, VirtualCalls calls) {

    /** The JDK tells inside {@code java.lang} only, which the agent opens to itself before the first call site links. */
    private static final class Current {

        /** A constant, which a component would be only where the site is one. Null where this JVM does not tell. */
        static final MethodHandle THREAD = find();

        private Current() {}

        private static MethodHandle find() {
            try {
                return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                        .findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
            } catch (Throwable notToldHere) {
                // A class whose initialisation fails once, even by a stack overflow, stays unusable.
                return null;
            }
        }
    }

    /** Null where it is not known. */
    private static Thread carrier() {
        if (Current.THREAD == null) {
            return null;
        }
        try {
            return (Thread) Current.THREAD.invokeExact();
        } catch (Throwable endOfStack) {
            return null;
        }
    }

    /** Finds out whether this JVM tells, while there is stack for it. Not before {@code java.lang} is open. */
    static void initialise() {
        carrier();
    }

    /** That of the carrier of the current thread, until this next waits; null where it is not known. */
    ThreadLog log() {
        Thread carrier = carrier();
        ThreadLog log = carrier == null ? null : threads.cached(carrier);
        return log != null ? log : find(carrier);
    }

    /**
     * The same.
     *
     * @param likely which it probably is; null where that is not known
     */
    ThreadLog log(ThreadLog likely) {
        Thread carrier = carrier();
        return likely != null && likely.thread == carrier ? likely : find(carrier);
    }

    private ThreadLog find(Thread first) {
        Thread carrier = first;
        while (carrier != null) {
            // Null where a virtual thread has one of the system's to itself.
            ThreadLog log = threads.of(carrier);
            Thread now = carrier();
            // Making a log may wait: then the thread has gone on elsewhere.
            if (log == null || now == carrier) {
                if (log != null && log.lane < 0) {
                    log.lane = calls.takeLane();
                }
                return log;
            }
            carrier = now;
        }
        return null;
    }
}
