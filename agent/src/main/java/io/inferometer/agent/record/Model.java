package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What the hot path knows of a model: a number, a switch, and where to put what finds no other place. Thread-safe. */
public final class Model {

    private static final VarHandle SHARED;
    private static final VarHandle FOLDED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SHARED = lookup.findVarHandle(Model.class, "shared", SharedCalls.class);
            FOLDED = lookup.findVarHandle(Model.class, "folded", FoldedCalls.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Calls are not measured. */
    static final int OFF = 0;

    /** Every call is timed. */
    static final int TIMED = 1;

    /** Some calls are timed, all are counted. */
    static final int SAMPLED = 2;

    private final int index;
    private final Timing timing;
    private volatile int mode;
    private volatile SharedCalls shared;
    private volatile FoldedCalls folded;

    Model(int index, Timing timing) {
        this.index = index;
        this.timing = timing;
        setEnabled(true);
    }

    Timing timing() {
        return timing;
    }

    /** One of {@link #OFF}, {@link #TIMED} and {@link #SAMPLED}. */
    int mode() {
        return mode;
    }

    /** Its number: 0 for the first model, then one more each. */
    public int index() {
        return index;
    }

    public boolean isEnabled() {
        return mode != OFF;
    }

    /** Calls that begin from now on are measured, or not. */
    public final void setEnabled(boolean enabled) {
        mode = !enabled ? OFF : timing.isSampled() ? SAMPLED : TIMED;
    }

    SharedCalls shared() {
        SharedCalls calls = shared;
        if (calls == null) {
            SHARED.compareAndSet(this, null, new SharedCalls());
            calls = shared;
        }
        return calls;
    }

    /** Null while no virtual thread and no asynchronous call has used it. */
    SharedCalls sharedOrNull() {
        return shared;
    }

    /** Where its calls are folded. */
    FoldedCalls foldedOrNew() {
        if (folded == null) {
            FOLDED.compareAndSet(this, null, new FoldedCalls());
        }
        return folded;
    }

    /** Null before the first fold. */
    public FoldedCalls folded() {
        return folded;
    }
}
