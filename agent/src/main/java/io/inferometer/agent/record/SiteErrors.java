package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicLong;

/** What went wrong in measuring itself, counted here and reported elsewhere. Thread-safe. */
public final class SiteErrors {

    private final AtomicLong count = new AtomicLong();
    private volatile Throwable last;

    /** Counts one. */
    public void report(Throwable failure) {
        last = failure;
        count.getAndIncrement();
    }

    public long count() {
        return count.get();
    }

    /** The latest, or null. */
    public Throwable last() {
        return last;
    }

    /** Drops the latest once it was reported: an exception holds the classes on its stack, and their class loaders. */
    public void forgetLast() {
        last = null;
    }
}
