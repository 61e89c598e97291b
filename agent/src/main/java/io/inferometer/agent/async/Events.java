package io.inferometer.agent.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Events that wait for the tracker: a stack, which is turned around when it is taken. Adding is one compare-and-set and needs no memory,
 * so that no error, wherever it strikes, leaves it half done. Thread-safe.
 */
final class Events {

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Events.class, "head", StageEvent.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile StageEvent head;

    /** Adds an event that was in no list. What happened before is seen by the tracker. */
    void add(StageEvent event) {
        StageEvent top;
        do {
            top = head;
            event.next = top;
            event.depth = top == null ? 1 : top.depth + 1;
        } while (!HEAD.compareAndSet(this, top, event));
    }

    /** How many wait. */
    int size() {
        StageEvent top = head;
        return top == null ? 0 : top.depth;
    }

    /** Takes all; the first that was added, or null. */
    StageEvent takeAll() {
        if (head == null) {
            return null;
        }
        StageEvent first = null;
        StageEvent top = (StageEvent) HEAD.getAndSet(this, null);
        while (top != null) {
            StageEvent before = top.next;
            top.next = first;
            first = top;
            top = before;
        }
        return first;
    }
}
