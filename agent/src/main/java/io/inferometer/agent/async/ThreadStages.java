package io.inferometer.agent.async;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The open stages of every thread that is inside one. A thread has a place of its own, found by its hash, while it is inside a stage; where
 * another has that place, it has an entry of a map. No {@code ThreadLocal}: fork-join workers erase theirs, and virtual threads
 * would each keep one. Thread-safe.
 */
final class ThreadStages {

    private static final int PLACES = 1_024;

    private final AtomicReferenceArray<OpenStages> places = new AtomicReferenceArray<>(PLACES);
    private final Map<Thread, OpenStages> others = new ConcurrentHashMap<>();

    /** The stages of the current thread, which keeps them until {@link #leave}. */
    OpenStages enter() {
        Thread thread = Thread.currentThread();
        int place = System.identityHashCode(thread) & (PLACES - 1);
        OpenStages stages = places.get(place);
        if (stages != null && stages.isOf(thread)) {
            return stages;
        }
        OpenStages other = others.isEmpty() ? null : others.get(thread);
        if (other != null) {
            return other;
        }
        if (stages == null) {
            OpenStages made = new OpenStages(thread);
            if (places.compareAndSet(place, null, made)) {
                return made;
            }
        } else if (stages.take(thread)) {
            return stages;
        }
        OpenStages made = new OpenStages(thread);
        others.put(thread, made);
        return made;
    }

    /** The stages of the current thread; null if it is inside none. */
    OpenStages current() {
        Thread thread = Thread.currentThread();
        OpenStages stages = places.get(System.identityHashCode(thread) & (PLACES - 1));
        if (stages != null && stages.isOf(thread)) {
            return stages;
        }
        return others.isEmpty() ? null : others.get(thread);
    }

    /** Gives the place back if the current thread is inside no stage any more. */
    void leave(OpenStages stages) {
        if (stages.isEmpty()) {
            if (!others.isEmpty()) {
                others.remove(Thread.currentThread());
            }
            stages.release();
        }
    }
}
