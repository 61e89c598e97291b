package io.inferometer.agent.thread;

import io.inferometer.agent.log.Log;
import java.util.concurrent.atomic.AtomicLong;

/** What agent threads survived. Thread-safe. */
public final class ThreadErrors {

    private final AtomicLong count = new AtomicLong();
    private volatile Throwable last;

    /**
     * Counts an error, and logs the first of each thread and kind. Counting needs no memory. Never throws.
     *
     * @param where the thread or the task
     */
    public void add(String where, Throwable failure) {
        count.getAndIncrement();
        last = failure;
        try {
            Log.warnOnce(
                    where.concat(failure.getClass().getName()),
                    where.concat(" failed and goes on: ").concat(describe(failure)));
        } catch (Throwable unsaid) {
            // There is no memory for a line. It is counted, and shown over JMX.
            last = failure;
        }
    }

    /** Counts an error of which its finder tells the log. Needs no memory. */
    public void count(Throwable failure) {
        count.getAndIncrement();
        last = failure;
    }

    /** A class that is missing is told with the reason why it is. */
    public static String describe(Throwable failure) {
        try {
            MissingModule missing = MissingModule.of(failure);
            if (missing != null) {
                return missing.toString();
            }
        } catch (LinkageError unreadable) {
            // What is to be described is that the agent's jar was overwritten, and that class is in it.
        }
        Throwable cause = failure.getCause();
        return failure instanceof LinkageError && cause instanceof ClassNotFoundException
                ? cause.getMessage()
                : failure.toString();
    }

    /** How many so far. */
    public long count() {
        return count.get();
    }

    /** The latest; null when there was none. */
    public Throwable last() {
        return last;
    }
}
