package io.inferometer.agent.record;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which virtual threads are inside a call of which group, of calls that found no place in {@link VirtualCalls}. As large as the
 * number of such calls in flight. Thread-safe.
 */
public final class VirtualNesting {

    /** A thread inside a call of a group. Kept with the call, so that leaving it takes no memory. */
    static final class Inside {
        private final Thread thread;
        private final int group;

        Inside(Thread thread, int group) {
            this.thread = thread;
            this.group = group;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inside inside && inside.thread == thread && inside.group == group;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thread) * 31 + group;
        }
    }

    private final Set<Inside> inside = ConcurrentHashMap.newKeySet();

    /** Whether there ever was one: mostly all that has to be asked. */
    private volatile boolean used;

    /** @return false when the thread is inside a call of that group already */
    boolean enter(Inside call) {
        used = true;
        try {
            return inside.add(call);
        } catch (Throwable failure) {
            // It may be there all the same: a map makes room after it has added.
            inside.remove(call);
            throw failure;
        }
    }

    boolean contains(Thread thread, int group) {
        return used && !inside.isEmpty() && inside.contains(new Inside(thread, group));
    }

    void leave(Inside call) {
        inside.remove(call);
    }
}
