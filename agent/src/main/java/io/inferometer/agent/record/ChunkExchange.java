package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where writers turn a full chunk in for an empty one. Chunks beyond those that writers hold are made when the exchange is
 * first asked, up to a limit; from then on they circulate.
 *
 * <p>Full chunks make up a stack (Treiber 1986), of which the reader takes all at once; empty ones a ring, which the reader alone adds
 * to. A writer changes either by a single compare-and-set, after which it calls nothing: there is no point at which it can stop, for
 * ever where its own stack ends, that leaves others waiting, as there is between the two steps of an array queue. The chunk that was
 * emptied longest ago is handed out first: one that the reader's processor still holds is slow to write to.
 *
 * <p>Each full chunk in the exchange has taken the place of one that the exchange made, so there are never more of them
 * than the limit.
 */
final class ChunkExchange {

    /** 4 MiB, up to a million events: 50 ms of one thread in a tight loop. A power of two. */
    static final int LIMIT = 128;

    private static final VarHandle FULL;
    private static final VarHandle TAKEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FULL = lookup.findVarHandle(ChunkExchange.class, "full", Chunk.class);
            TAKEN = lookup.findVarHandle(ChunkExchange.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The latest. */
    private volatile Chunk full;

    /** Those between {@link #taken} and {@link #givenBack} are there to be taken: never more of them than were made. */
    private final Chunk[] empty = new Chunk[LIMIT];

    /** How many empty ones were handed out. */
    private volatile long taken;

    /** How many came back. Written by the reader only. */
    private volatile long givenBack;

    /** The reader's: the oldest of the full ones that it took and has not emptied. */
    private Chunk takenBack;

    private final EventCursor cursor = new EventCursor();
    private final AtomicInteger made = new AtomicInteger();
    private final int limit;

    ChunkExchange(int limit) {
        this.limit = Math.min(limit, LIMIT);
    }

    /** Any writer. An empty chunk, for which it will turn a full one in; null when there is none to be had. */
    Chunk take() {
        for (long next = taken; next < givenBack; next = taken) {
            // Another chunk may have come to this place only if the compare-and-set is going to fail.
            Chunk chunk = empty[place(next)];
            if (TAKEN.compareAndSet(this, next, next + 1)) {
                return chunk;
            }
        }
        return made.get() < limit ? make() : null;
    }

    private Chunk make() {
        Chunk chunk;
        try {
            chunk = new Chunk();
        } catch (OutOfMemoryError noneToBeHad) {
            return null;
        }
        for (int before = made.get(); before < limit; before = made.get()) {
            if (made.compareAndSet(before, before + 1)) {
                return chunk;
            }
        }
        return null;
    }

    /** Any writer: its full chunk is the reader's from now on. Either that, or it throws. */
    void turnIn(Chunk chunk) {
        Chunk last;
        do {
            last = full;
            chunk.before = last;
            chunk.waiting = last == null ? 1 : last.waiting + 1;
        } while (!FULL.compareAndSet(this, last, chunk));
    }

    /**
     * The reader only. Empties all full chunks, each writer's in the order they came; returns the number of calls. What an error of
     * the sink leaves over comes first the next time.
     */
    long drain(CallSink sink) {
        long calls = drainTaken(sink);
        takenBack = oldestFirst((Chunk) FULL.getAndSet(this, null));
        return calls + drainTaken(sink);
    }

    private long drainTaken(CallSink sink) {
        long calls = 0;
        while (takenBack != null) {
            Chunk chunk = takenBack;
            calls += chunk.drainRest(cursor, sink);
            takenBack = chunk.before;
            chunk.before = null;
            giveBack(chunk);
        }
        return calls;
    }

    private static Chunk oldestFirst(Chunk latest) {
        Chunk reversed = null;
        for (Chunk chunk = latest; chunk != null; ) {
            Chunk before = chunk.before;
            chunk.before = reversed;
            reversed = chunk;
            chunk = before;
        }
        return reversed;
    }

    private void giveBack(Chunk chunk) {
        long next = givenBack;
        empty[place(next)] = chunk;
        givenBack = next + 1;
    }

    private static int place(long number) {
        return (int) number & (LIMIT - 1);
    }

    /** Any thread. Whether a quarter of the chunks that may wait do. */
    boolean isCrowded() {
        Chunk last = full;
        return last != null && last.waiting > limit / 4;
    }

    /** Whether full chunks are waiting. */
    boolean hasFull() {
        return full != null;
    }
}
