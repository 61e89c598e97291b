package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A call in flight on a virtual thread, which has no log of its own: a place in {@link VirtualCalls}, used for one call after the other, or
 * one call that found none. Written by the thread of the call; the reader looks at a place.
 */
final class VirtualCall {

    private static final VarHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup().findVarHandle(VirtualCall.class, "call", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Where in {@link #owners} its thread stands; −1 for a call without a place. */
    final int place;

    /** Those of all places; null for a call without one. */
    final long[] owners;

    /** Of a call without a place; else null. */
    final Model model;

    /** Of a call without a place; null where calls inside each other count each. */
    final VirtualNesting.Inside inside;

    /** The log of the carrier whose lane the place is in: mostly the call ends where it began. Null in places of all. */
    ThreadLog log;

    long start;

    /** When the thread's stack was last looked at for the call, or its start. */
    private long looked;

    /** {@code site << 32 | model + 1}; 0 until the start is there, and when the call is over. By name where there may be no stack left. */
    long call;

    private VirtualCall(int place, long[] owners, Model model, VirtualNesting.Inside inside) {
        this.place = place;
        this.owners = owners;
        this.model = model;
        this.inside = inside;
    }

    /** What all calls in that place are, one after the other. */
    static VirtualCall at(int place, long[] owners) {
        return new VirtualCall(place, owners, null, null);
    }

    static VirtualCall elsewhere(Model model, long start, VirtualNesting.Inside inside) {
        VirtualCall call = new VirtualCall(-1, null, model, inside);
        call.start = start;
        return call;
    }

    void begin(int site, int modelIndex, long now) {
        start = now;
        looked = now;
        // Last: if a later step failed, the call would stay open.
        CALL.setRelease(this, (long) site << 32 | (modelIndex + 1));
    }

    void end() {
        CALL.setOpaque(this, 0L);
    }

    /** The thread of the call only. */
    int site() {
        return (int) (call >>> 32);
    }

    /** The thread of the call only. */
    int modelIndex() {
        return (int) call - 1;
    }

    /** The thread of the call only: whether it is time to see if the call is still on its stack. */
    boolean isDoubtful(long now) {
        boolean doubtful = LostCalls.isDoubtful(looked, now);
        if (doubtful) {
            looked = now;
        }
        return doubtful;
    }

    /** The reader only, of a place. */
    void visit(long now, InFlightSink sink) {
        int open = (int) (long) CALL.getAcquire(this) - 1;
        if (open >= 0) {
            sink.inFlight(open, 1, Math.max(0, now - start));
        }
    }
}
