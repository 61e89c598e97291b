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

    @SuppressWarnings("UnusedVariable") // through BUSY
    private boolean busy;

    Stripe(ChunkExchange exchange, CallSink folding, Waker waker) {
        super(exchange, folding, waker);
    }

    /** @return whether it was written; false when another thread is writing right now */
    boolean tryRecord(int model, int outcome, long duration, long items) {
        if ((boolean) BUSY.getOpaque(this) || !BUSY.compareAndSet(this, false, true)) {
            return false;
        }
        try {
            record(model, outcome, duration, items);
        } finally {
            BUSY.setRelease(this, false);
        }
        return true;
    }
}
