package io.inferometer.agent.record;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** A call of a suspending method that has not ended, known by its caller's continuation, which it does not keep. */
final class SuspendedCall extends WeakReference<Object> {

    final Model model;
    final long start;
    private final int hash;

    SuspendedCall(Object caller, ReferenceQueue<Object> abandoned, Model model, long start) {
        super(caller, abandoned);
        this.model = model;
        this.start = start;
        this.hash = System.identityHashCode(caller);
    }

    /** One to look for another with. */
    static SuspendedCall of(Object caller) {
        return new SuspendedCall(caller, null, null, 0);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        Object caller = get();
        return caller != null && other instanceof SuspendedCall call && call.refersTo(caller);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
