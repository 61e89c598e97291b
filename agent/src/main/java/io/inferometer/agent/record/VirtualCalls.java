package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Places for calls in flight on virtual threads: a fixed number, in rows found by thread id. Each of some carriers has a lane, one place in each
 * row, which only threads on it take, one at a time and therefore by a plain write; the other places of a row are anybody's, by compare-and-set. A call
 * that finds its few places taken goes elsewhere. A place is used again without allocating anything.
 *
 * <p>What a place says is written by the thread whose id stands at it, wherever that goes on; {@link #visit} belongs to the reader.
 */
final class VirtualCalls {

    /** Instead of the lane of a carrier that has none. */
    static final int NO_LANE = -1;

    /** Carriers with lanes. Looking through the places of more would cost what a compare-and-set does. */
    private static final int LANES = Runtime.getRuntime().availableProcessors() > 4 ? 8 : 4;

    /** The places of all are behind those of lanes: eight owners take a cache line, or two. */
    private static final int ROW = 2 * LANES;

    private static final int PLACES = 4096;
    private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle OWNERS;

    static {
        try {
            OWNERS = MethodHandles.lookup().findVarHandle(VirtualCalls.class, "owners", long[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A bit for each lane that a carrier has. */
    private final AtomicInteger lanes = new AtomicInteger();

    /** Made one by one, each by a thread that has the place. */
    private final VirtualCall[] calls = new VirtualCall[PLACES];

    /** The ids of threads, 0 for places that are free; null before the first call. */
    private volatile long[] owners;

    /** For a carrier: one that no other has, or {@link #NO_LANE}. */
    int takeLane() {
        while (true) {
            int taken = lanes.get();
            int lane = Integer.numberOfTrailingZeros(~taken);
            if (lane >= LANES) {
                return NO_LANE;
            }
            if (lanes.compareAndSet(taken, taken | 1 << lane)) {
                return lane;
            }
        }
    }

    /** Once the carrier of this log has ended. */
    void giveBackLane(ThreadLog carrier) {
        int lane = carrier.lane;
        if (lane >= 0) {
            carrier.lane = NO_LANE;
            lanes.addAndGet(-(1 << lane));
        }
    }

    /**
     * Takes a place for a call of the current thread, which does not go on elsewhere meanwhile, if that is the only one in its row.
     *
     * @param thread its id, never 0
     * @param carrier the log of its carrier; null where that is not known
     * @return the place; null when it takes {@link #open}
     */
    VirtualCall openAlone(long thread, ThreadLog carrier) {
        long[] ids = owners;
        if (ids == null || carrier == null) {
            return null;
        }
        int row = row(thread);
        long any = ofFour(ids, row) | ofFour(ids, row + 4);
        if (LANES > 4) {
            any |= ofFour(ids, row + 8) | ofFour(ids, row + 12);
        }
        VarHandle.acquireFence();
        int lane = carrier.lane;
        return any == 0 && lane >= 0 ? take(ids, row + lane, thread, carrier) : null;
    }

    private static int row(long thread) {
        return (int) ((thread * 0x9E3779B97F4A7C15L) >>> 40) & (PLACES - ROW);
    }

    /** Plain reads, whose bounds the JIT compiler checks together. */
    private static long ofFour(long[] ids, int from) {
        return ids[from] | ids[from + 1] | ids[from + 2] | ids[from + 3];
    }

    /**
     * The same beside others.
     *
     * @param site whose calls inside each other count once
     * @param outermost whether they do
     * @return the place; null when all are taken; one that has begun when the thread is inside a call of the same site, in that place
     */
    VirtualCall open(long thread, ThreadLog carrier, int site, boolean outermost) {
        long[] ids = owners;
        if (ids == null) {
            ids = make();
        }
        int row = row(thread);
        for (int place = row; outermost && place < row + ROW; place++) {
            if ((long) OWNER.getAcquire(ids, place) == thread && calls[place].site() == site) {
                return calls[place];
            }
        }
        if (carrier != null && carrier.lane >= 0 && (long) OWNER.getAcquire(ids, row + carrier.lane) == 0) {
            return take(ids, row + carrier.lane, thread, carrier);
        }
        for (int place = row + LANES; place < row + ROW; place++) {
            if ((long) OWNER.getAcquire(ids, place) == 0 && OWNER.compareAndSet(ids, place, 0L, thread)) {
                try {
                    return call(ids, place);
                } catch (Throwable failure) {
                    ids[place] = 0;
                    throw failure;
                }
            }
        }
        return null;
    }

    private VirtualCall take(long[] ids, int place, long thread, ThreadLog carrier) {
        VirtualCall call = call(ids, place);
        if (call.log != carrier) {
            call.log = carrier;
        }
        OWNER.setOpaque(ids, place, thread);
        return call;
    }

    private VirtualCall call(long[] ids, int place) {
        VirtualCall call = calls[place];
        if (call == null) {
            call = VirtualCall.at(place, ids);
            calls[place] = call;
        }
        return call;
    }

    /** Frees the place of a call of the current thread. */
    void close(VirtualCall call) {
        call.end();
        OWNER.setRelease(call.owners, call.place, 0L);
    }

    /** The reader only: each call open now, and its age. */
    void visit(long now, InFlightSink sink) {
        if (owners == null) {
            return;
        }
        for (VirtualCall call : calls) {
            if (call != null) {
                call.visit(now, sink);
            }
        }
    }

    private long[] make() {
        OWNERS.compareAndSet(this, null, new long[PLACES]);
        return owners;
    }
}
