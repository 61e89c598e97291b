package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Windows waiting for one exporter, oldest first. When it is full the oldest goes. A window that was merged from several counts
 * as all of them. Thread-safe.
 */
final class WindowQueue {

    private final Deque<Window> windows = new ArrayDeque<>();
    private final int capacity;
    private long expired;
    private boolean closed;

    /** The latest merged window, and how many it was made from. */
    private Window merged;

    private int mergedFrom;

    WindowQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Never blocks. A window that was begun after {@link #close} is not taken: no one would wait for it. */
    synchronized void add(Window window) {
        if (closed) {
            return;
        }
        if (windows.size() == capacity) {
            expired += weight(windows.removeFirst());
        }
        windows.addLast(window);
        notifyAll();
    }

    /** The oldest window; waits for one until {@code deadline} or {@link #close}. Null when there is none. */
    synchronized Window await(long deadlineNanos) throws InterruptedException {
        while (windows.isEmpty() && !closed) {
            long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return null;
            }
            wait(millis);
        }
        return windows.peekFirst();
    }

    /** Waits out a pause, cut short by {@link #close}. */
    synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (left > 0 && !closed) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /**
     * Takes out {@code window}, which is settled. If it had to go while it was being delivered, it has not expired after all.
     *
     * @return how many windows it was
     */
    @SuppressWarnings("ReferenceEquality") // The very window that was offered, not one like it.
    synchronized int remove(Window window) {
        int weight = weight(window);
        if (windows.peekFirst() == window) {
            windows.removeFirst();
        } else {
            expired -= weight;
        }
        return weight;
    }

    @SuppressWarnings("ReferenceEquality")
    private int weight(Window window) {
        return window == merged ? mergedFrom : 1;
    }

    /** Replaces all waiting windows by the one they make together. */
    synchronized Window merge() {
        if (windows.isEmpty()) {
            return null;
        }
        int count = size();
        merged = windows.stream().reduce(Window::then).orElseThrow();
        mergedFrom = count;
        windows.clear();
        windows.addLast(merged);
        return merged;
    }

    /** Drops everything. */
    synchronized void clear() {
        expired += size();
        windows.clear();
    }

    synchronized int size() {
        return windows.isEmpty() ? 0 : windows.size() - 1 + weight(windows.peekFirst());
    }

    synchronized long expired() {
        return expired;
    }

    /** No more waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
