package io.inferometer.agent.thread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Does things now and then, on one thread. What one of them throws keeps neither it nor the others from the next time. */
public final class PeriodicTasks implements Task {

    /** The first time of all: not while the application starts. */
    private static final long FIRST_NANOS = 1_000_000_000L;

    private final List<Entry> entries = new ArrayList<>();
    private volatile Thread thread;
    private volatile boolean hastened;
    private final ThreadErrors errors;

    private static final class Entry {
        final String name;
        final long periodNanos;
        final Runnable action;
        long due;

        Entry(String name, long periodNanos, Runnable action, long due) {
            this.name = name;
            this.periodNanos = periodNanos;
            this.action = action;
            this.due = due;
        }
    }

    public PeriodicTasks(ThreadErrors errors) {
        this.errors = errors;
    }

    /** Before the thread starts. Tasks of one period share their wake-ups. */
    public void add(String name, Duration period, Runnable action) {
        entries.add(new Entry(name, period.toNanos(), action, System.nanoTime() + FIRST_NANOS));
    }

    /** Any thread: what is due within a second is done now. */
    public void hasten() {
        hastened = true;
        LockSupport.unpark(thread);
    }

    @Override
    public boolean turn() {
        thread = Thread.currentThread();
        boolean isHasty = hastened;
        hastened = false;
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            // A little early rather than with a wake-up of its own.
            long early = isHasty ? FIRST_NANOS : Math.min(FIRST_NANOS, entry.periodNanos) / 10;
            if (entry.due - now <= early) {
                entry.due = now + entry.periodNanos;
                run(entry);
            }
            wait = Math.min(wait, entry.due - now);
        }
        LockSupport.parkNanos(this, wait);
        return !entries.isEmpty();
    }

    private void run(Entry entry) {
        try {
            entry.action.run();
        } catch (Throwable failure) {
            errors.add(entry.name, failure);
        }
    }
}
