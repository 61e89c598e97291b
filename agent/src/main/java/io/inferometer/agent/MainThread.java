package io.inferometer.agent;

import java.util.OptionalInt;

/**
 * Notices whether {@code main} ends by an exception that nothing catches, which makes the exit code 1. What the JVM does then it does all
 * the same. Thread-safe.
 */
final class MainThread implements Thread.UncaughtExceptionHandler {

    /** The launcher's thread is the first of the JVM. */
    private static final long ID = 1;

    private volatile boolean failed;

    /** Begins, unless the application has a handler of its own there, or {@code main} has ended. Called on a thread of the same group. */
    void watch() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads, false);
        for (int i = 0; i < count; i++) {
            if (threads[i].getId() == ID && threads[i].getUncaughtExceptionHandler() == group) {
                threads[i].setUncaughtExceptionHandler(this);
            }
        }
    }

    @Override
    public void uncaughtException(Thread main, Throwable failure) {
        failed = true;
        main.getThreadGroup().uncaughtException(main, failure);
    }

    /** Returns the JVM's exit code as far as it is known. */
    OptionalInt exitCode() {
        return failed ? OptionalInt.of(1) : OptionalInt.empty();
    }
}
