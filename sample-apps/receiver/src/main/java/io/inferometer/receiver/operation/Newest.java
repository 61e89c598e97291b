package io.inferometer.receiver.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newest of what was received, and whether the same came before. Not thread-safe. */
public final class Newest<T> {
    private final int limit;
    private final Deque<T> kept = new ArrayDeque<>();
    private final Map<T, Integer> occurrences = new HashMap<>();
    private long added;
    private long repeats;

    /** @param limit how many are kept */
    public Newest(int limit) {
        this.limit = limit;
    }

    public void add(T one) {
        if (kept.size() == limit) {
            occurrences.computeIfPresent(kept.removeFirst(), (key, count) -> count == 1 ? null : count - 1);
        }
        kept.addLast(one);
        added++;
        if (occurrences.merge(one, 1, Integer::sum) > 1) {
            repeats++;
        }
    }

    public void clear() {
        kept.clear();
        occurrences.clear();
        added = 0;
        repeats = 0;
    }

    /** How many there ever were. */
    public long added() {
        return added;
    }

    /** How many were equal to one that was kept when they came. */
    public long repeats() {
        return repeats;
    }

    /** The last of a list. */
    public static <T> List<T> tail(List<T> list, int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }

    /** The newest last. */
    public List<T> toList() {
        return List.copyOf(kept);
    }
}
