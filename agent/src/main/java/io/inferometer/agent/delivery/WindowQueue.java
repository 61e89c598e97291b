package io.inferometer.agent.delivery;

import java.util.NavigableMap;
import java.util.TreeMap;

/** Windows of this run in memory, by number. Confined. */
final class WindowQueue {

    private final NavigableMap<Long, PendingWindow> byNumber = new TreeMap<>();
    private final int capacity;
    private final long maxBytes;
    private long bytes;

    /** @param maxBytes how much they may take together; a single one may take more */
    WindowQueue(int capacity, long maxBytes) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
    }

    /** Adds it, or throws and has changed nothing. Afterwards there may be too many. */
    void add(PendingWindow window) {
        byNumber.put(window.number(), window);
        bytes += window.bytes();
    }

    /** Whether the oldest has to go. */
    boolean isTooFull() {
        return byNumber.size() > capacity || (bytes > maxBytes && byNumber.size() > 1);
    }

    /** The oldest; null when there is none. It stays. */
    PendingWindow oldest() {
        return byNumber.isEmpty() ? null : byNumber.firstEntry().getValue();
    }

    /** Takes out the oldest; null when there is none. */
    PendingWindow pollOldest() {
        return byNumber.isEmpty() ? null : remove(byNumber.firstKey());
    }

    /** Takes out the newest; null when there is none. */
    PendingWindow pollNewest() {
        return byNumber.isEmpty() ? null : remove(byNumber.lastKey());
    }

    /** Takes out the window with this number; null when it is not here. */
    PendingWindow remove(long number) {
        PendingWindow removed = byNumber.remove(number);
        if (removed != null) {
            bytes -= removed.bytes();
        }
        return removed;
    }

    int size() {
        return byNumber.size();
    }

    long bytes() {
        return bytes;
    }
}
