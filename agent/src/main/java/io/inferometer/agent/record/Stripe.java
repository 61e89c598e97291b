package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A log that virtual threads share: whoever sets its flag may write, and clears it at once. */
final class Stripe extends EventLog {

    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(Stripe.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile boolean busy;

    /** The reader's: whether it is among the {@link EventLogs}. */
    boolean isListed;

    Stripe(ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
    }

    /**
     * @param items not positive when not known
     * @param values instead of items, where more is known; else null
     * @return whether it was written; false when another thread is writing right now
     */
    boolean tryRecord(int model, int outcome, long duration, long items, MeasureValues values) {
        if (busy || !BUSY.compareAndSet(this, false, true)) {
            return false;
        }
        try {
            if (values == null) {
                record(model, outcome, duration, items);
            } else {
                record(model, outcome, duration, values);
            }
        } catch (Throwable failure) {
            // Needs no stack, of which there may be nothing left.
            busy = false;
            throw failure;
        }
        try {
            BUSY.setRelease(this, false);
        } catch (Throwable endOfStack) {
            // Recorded all the same.
            busy = false;
        }
        return true;
    }
}
