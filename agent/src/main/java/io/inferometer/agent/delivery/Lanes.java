package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Window;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One exporter's windows in two lanes. The live lane holds the newest, served newest first; all others are the backlog, served
 * oldest first, which is on disk as far as the spool kept it and in memory otherwise. While the backend fails, only the newest
 * window is live. Thread-safe; windows are taken out by the exporter's thread alone.
 */
final class Lanes {

    /** What gathers while an exporter is being made, or is a little slow. */
    static final int LIVE_WINDOWS = 64;

    static final long LIVE_BYTES = 8L << 20;

    /** Windows that are not on disk: almost three hours of ten-second ones, unless they are large. */
    static final int MEMORY_WINDOWS = 1000;

    static final long MEMORY_BYTES = 16L << 20;

    private final String runId;
    private final SpoolShare spool;
    private final Books books;
    private final WindowQueue live = new WindowQueue(LIVE_WINDOWS, LIVE_BYTES);
    private final WindowQueue memory = new WindowQueue(MEMORY_WINDOWS, MEMORY_BYTES);
    private long newestFromDisk;
    private int unkept;
    private boolean begun;
    private boolean failing;
    private boolean enabled = true;
    private boolean closed;
    private boolean changed;
    private long deadline;

    Lanes(String runId, SpoolShare spool, Books books) {
        this.runId = runId;
        this.spool = spool;
        this.books = books;
    }

    /**
     * Any thread; never blocks. A window that comes after {@link #close} is not taken: no one would wait for it. Throws only when
     * nothing has changed.
     */
    synchronized void offer(PendingWindow window) {
        if (closed || (window.kept() && window.number() <= newestFromDisk)) {
            books.expired(closed && !window.kept() ? 1 : 0);
            return;
        }
        live.add(window);
        begun = true;
        if (!window.kept()) {
            unkept++;
        }
        wake();
        try {
            sort();
        } catch (Throwable unsorted) {
            // The window is in the lane; the next take or offer sorts again.
            return;
        }
    }

    /** Has the backlog begin where it should. Throws between two windows at worst. */
    private void sort() {
        while (live.isTooFull() || (failing && live.size() > 1)) {
            toBacklog(live.oldest());
            live.pollOldest();
        }
    }

    /** Has no effect the second time. */
    private void toBacklog(PendingWindow window) {
        if (window.kept()) {
            return;
        }
        memory.remove(window.number());
        memory.add(window);
        while (memory.isTooFull()) {
            memory.pollOldest();
            unkept--;
            books.expired(1);
        }
    }

    /** Takes the newest live window; null when there is none. */
    synchronized PendingWindow takeLive() {
        sort();
        return live.pollNewest();
    }

    /** Takes the oldest window of the backlog, to which live ones belong that nobody took; null when there is none. May read the disk. */
    PendingWindow takeBacklog() {
        Optional<Window> spooled = spool.oldest();
        synchronized (this) {
            sort();
            PendingWindow held = memory.oldest();
            if (spooled.isEmpty()
                    || (held != null
                            && held.window().endMillis() < spooled.get().endMillis())) {
                return memory.pollOldest();
            }
            Window oldest = spooled.get();
            if (oldest.resource().runId().equals(runId)) {
                newestFromDisk = Math.max(newestFromDisk, oldest.number());
                live.remove(oldest.number());
            }
            return new PendingWindow(oldest, true, 0);
        }
    }

    /** Takes the oldest window that is nowhere but in memory; null when there is none. */
    synchronized PendingWindow takeFromMemory() {
        return memory.pollOldest();
    }

    /** Takes the oldest window in memory, live or not; null when there is none. */
    synchronized PendingWindow takeOldest() {
        PendingWindow held = memory.oldest();
        PendingWindow fresh = live.oldest();
        return fresh == null || (held != null && held.number() < fresh.number())
                ? memory.pollOldest()
                : live.pollOldest();
    }

    /** A window that was taken and could not be delivered joins the backlog. */
    synchronized void putBack(PendingWindow window) {
        toBacklog(window);
    }

    /**
     * Takes a window that was put back.
     *
     * @return false when it expired
     */
    synchronized boolean takeAgain(PendingWindow window) {
        return window.kept() || memory.remove(window.number()) != null;
    }

    /** A window that was taken is delivered or refused for good. May write to the disk. */
    void settled(PendingWindow window) {
        if (window.kept()) {
            spool.acknowledge(window.window());
        } else {
            settled(1);
        }
    }

    /** The same for windows that are in memory alone. */
    synchronized void settled(int windows) {
        unkept -= windows;
    }

    /** Nobody will take these windows, nor any more: what is in memory expires. */
    synchronized void giveUp() {
        closed = true;
        for (PendingWindow window = takeOldest(); window != null; window = takeOldest()) {
            if (!window.kept()) {
                unkept--;
                books.expired(1);
            }
        }
    }

    /** @param now whether the latest attempt failed */
    synchronized void setFailing(boolean now) {
        failing = now;
    }

    /** Waits until there is something new, or the time is up. */
    synchronized void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !changed; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        changed = false;
    }

    /** Lets the exporter's thread look again. */
    synchronized void wake() {
        changed = true;
        notifyAll();
    }

    /** Whether a window was ever offered. */
    synchronized boolean hasBegun() {
        return begun;
    }

    /** How many windows are in memory alone, those on their way included. */
    synchronized int unkept() {
        return unkept;
    }

    synchronized boolean isEnabled() {
        return enabled;
    }

    synchronized void setEnabled(boolean on) {
        enabled = on;
        wake();
    }

    /** @param by when the last windows must be on their way, as {@link System#nanoTime} tells it */
    synchronized void close(long by) {
        deadline = by;
        closed = true;
        wake();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** @see #close */
    synchronized long deadline() {
        return deadline;
    }
}
