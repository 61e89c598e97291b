package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;

/** What went wrong in measuring itself, counted here and reported elsewhere. Thread-safe. */
public final class SiteErrors {

    /** Before JDK 20, {@code Thread.stop} lets a thread die of an error that nobody may swallow. */
    static final boolean CAN_STOP = Runtime.version().feature() < 20;

    private final AtomicLong count = new AtomicLong();

    /** As text: an error of the application's would keep its class loader. */
    private volatile String first = "";

    /**
     * Counts one. What ends the application's thread is not ours: it goes on from here.
     *
     * @throws ThreadDeath the failure itself, if it is one
     */
    public void report(Throwable failure) {
        if (count.getAndIncrement() == 0) {
            first = describe(failure);
        }
        if (CAN_STOP && failure instanceof ThreadDeath) {
            throw (Error) failure;
        }
    }

    /**
     * Throws again what nobody but the application may catch.
     *
     * @throws Error the failure, where memory or stack has run out or the thread was stopped
     */
    public static void passOn(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            // That of a method that calls itself without end is over; where the stack is near its end here, it is
            // thrown again.
            ExecutionStack.ensureSufficient();
            return;
        }
        if (failure instanceof VirtualMachineError || (CAN_STOP && failure instanceof ThreadDeath)) {
            throw (Error) failure;
        }
    }

    /** The application's own errors may fail to describe themselves, and where memory has run out their names cannot be had. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable indescribable) {
            try {
                return failure.getClass().getName();
            } catch (Throwable withoutName) {
                return failure instanceof OutOfMemoryError ? "java.lang.OutOfMemoryError" : "an error that has no name";
            }
        }
    }

    public long count() {
        return count.get();
    }

    /** The first one; empty before it. */
    public String first() {
        return first;
    }
}
