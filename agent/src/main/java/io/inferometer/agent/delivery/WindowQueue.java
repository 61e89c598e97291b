package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.Deque;

/** Windows waiting for one exporter, oldest first. When it is full the oldest goes. Thread-safe. */
final class WindowQueue {

    private final Deque<Window> windows = new ArrayDeque<>();
    private final int capacity;
    private long expired;
    private boolean closed;

    WindowQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Never blocks. A window that was begun after {@link #close} is not taken: no one would wait for it. */
    synchronized void add(Window window) {
        if (closed) {
            return;
        }
        if (windows.size() == capacity) {
            windows.removeFirst();
            expired++;
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

    /** Takes {@code window} out if it is still the oldest. */
    @SuppressWarnings("ReferenceEquality") // The very window that was offered, not one like it.
    synchronized void remove(Window window) {
        if (windows.peekFirst() == window) {
            windows.removeFirst();
        }
    }

    /** Replaces all waiting windows by the one they make together. */
    synchronized Window merge() {
        Window merged = windows.stream().reduce(Window::then).orElse(null);
        windows.clear();
        if (merged != null) {
            windows.addLast(merged);
        }
        return merged;
    }

    /** Drops everything. */
    synchronized void clear() {
        expired += windows.size();
        windows.clear();
    }

    synchronized int size() {
        return windows.size();
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
