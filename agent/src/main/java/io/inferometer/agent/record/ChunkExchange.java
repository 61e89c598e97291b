package io.inferometer.agent.record;

import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/**
 * Where writers turn a full chunk in for an empty one. Chunks beyond those that writers hold are made when the exchange is
 * first asked, up to a limit; from then on they circulate.
 *
 * <p>Each full chunk in the exchange has taken the place of one that the exchange made, so there are never more of them
 * than the limit, and a queue of that capacity never refuses one.
 */
final class ChunkExchange {

    /** 4 MiB of events, some half a million: 25 ms of one thread in a tight loop. */
    static final int LIMIT = 256;

    private final MpscVarHandleArrayQueue<Chunk> full = new MpscVarHandleArrayQueue<>(LIMIT);
    private final MpmcVarHandleArrayQueue<Chunk> empty = new MpmcVarHandleArrayQueue<>(LIMIT);
    private final AtomicInteger made = new AtomicInteger();
    private final int limit;

    ChunkExchange(int limit) {
        this.limit = Math.min(limit, LIMIT);
    }

    /** Any writer. Takes {@code chunk} and answers an empty one; or answers null and takes nothing. */
    Chunk swap(Chunk chunk) {
        Chunk next = empty.relaxedPoll();
        if (next == null) {
            next = make();
        }
        if (next == null) {
            return null;
        }
        if (full.offer(chunk)) {
            return next;
        }
        empty.offer(next);
        return null;
    }

    private Chunk make() {
        if (made.get() >= limit) {
            return null;
        }
        if (made.incrementAndGet() > limit) {
            made.decrementAndGet();
            return null;
        }
        return new Chunk();
    }

    /** The reader only. Empties all full chunks; returns the number of calls. */
    long drain(CallSink sink) {
        long calls = 0;
        Chunk chunk = full.poll();
        while (chunk != null) {
            calls += chunk.drainRest(sink);
            empty.offer(chunk);
            chunk = full.poll();
        }
        return calls;
    }

    /** Any thread. Whether a quarter of the chunks that may wait do. */
    boolean isCrowded() {
        return full.size() > limit / 4;
    }

    /** Whether full chunks are waiting. */
    boolean hasFull() {
        return !full.isEmpty();
    }
}
