package io.inferometer.agent.record;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which virtual threads are inside a call of which group, of calls that found no place in {@link VirtualCalls}. As large as the
 * number of such calls in flight. Thread-safe.
 */
public final class VirtualNesting {

    private record Inside(Thread thread, int group) {}

    private final Set<Inside> inside = ConcurrentHashMap.newKeySet();

    /** @return false when the thread is inside a call of that group already */
    boolean enter(Thread thread, int group) {
        return inside.add(new Inside(thread, group));
    }

    boolean contains(Thread thread, int group) {
        return !inside.isEmpty() && inside.contains(new Inside(thread, group));
    }

    void leave(Thread thread, int group) {
        inside.remove(new Inside(thread, group));
    }
}
