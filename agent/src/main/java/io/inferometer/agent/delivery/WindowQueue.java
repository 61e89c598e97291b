package io.inferometer.agent.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Windows of this run in memory, by number. When there are too many, or they take too much, the oldest go. Confined. */
final class WindowQueue {

    private final NavigableMap<Long, Waiting> byNumber = new TreeMap<>();
    private final int capacity;
    private final long maxBytes;
    private long bytes;

    /** @param maxBytes how much they may take together; a single one may take more */
    WindowQueue(int capacity, long maxBytes) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
    }

    /** @return those that had to go, oldest first */
    List<Waiting> add(Waiting window) {
        byNumber.put(window.number(), window);
        bytes += window.bytes();
        List<Waiting> gone = new ArrayList<>();
        while (byNumber.size() > capacity || (bytes > maxBytes && byNumber.size() > 1)) {
            gone.add(pollOldest());
        }
        return gone;
    }

    /** The oldest; null when there is none. It stays. */
    Waiting oldest() {
        return byNumber.isEmpty() ? null : byNumber.firstEntry().getValue();
    }

    /** Takes out the oldest; null when there is none. */
    Waiting pollOldest() {
        return byNumber.isEmpty() ? null : remove(byNumber.firstKey());
    }

    /** Takes out the newest; null when there is none. */
    Waiting pollNewest() {
        return byNumber.isEmpty() ? null : remove(byNumber.lastKey());
    }

    /** Takes out the window with this number; null when it is not here. */
    Waiting remove(long number) {
        Waiting removed = byNumber.remove(number);
        if (removed != null) {
            bytes -= removed.bytes();
        }
        return removed;
    }

    /** Takes out all but the newest, oldest first. */
    List<Waiting> pollAllButNewest() {
        List<Waiting> older = new ArrayList<>();
        while (byNumber.size() > 1) {
            older.add(pollOldest());
        }
        return older;
    }

    int size() {
        return byNumber.size();
    }

    long bytes() {
        return bytes;
    }
}
