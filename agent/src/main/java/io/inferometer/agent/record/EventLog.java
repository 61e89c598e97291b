package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The writing end of a series of chunks. One writer at a time; the aggregator reads. */
class EventLog extends CacheLines {

    private static final VarHandle CHUNK;
    private static final VarHandle RECORDED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CHUNK = lookup.findVarHandle(EventLog.class, "chunk", Chunk.class);
            RECORDED = lookup.findVarHandle(EventLog.class, "recorded", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ChunkExchange exchange;
    private final CallSink folding;
    private final CallSink preparing;
    private final Waker waker;
    private final EventCursor unfolded = new EventCursor();
    private Chunk chunk = new Chunk();

    /** An empty one that was taken when the stack ended; else null. */
    private Chunk spare;

    /** In {@link EventLogs}: the one added before. */
    EventLog next;

    /** Plainly written, for the release of the next event to tell of; read through RECORDED. */
    private long recorded;

    EventLog(ChunkExchange exchange, CallSink folding, Waker waker) {
        this.exchange = exchange;
        this.folding = folding;
        this.preparing = new Preparing(folding);
        this.waker = waker;
    }

    /** Writer only. */
    void record(int model, int outcome, long duration, long items) {
        int series = Event.series(model, outcome);
        Chunk current = chunk;
        if (items <= 0 && Event.isShort(duration) && current.hasRoomFor(series)) {
            current.append((int) duration);
        } else if (items <= 0 && Event.fitsCall(series, duration)) {
            writeCall(series, (int) duration);
        } else {
            write(series, duration, items, null);
        }
        // No call: where the stack ended at it, the event would be there and not its count.
        recorded = recorded + 1;
    }

    /**
     * Writer only: a successful call of which nothing but its time is known. Most calls are, and take one word for which there is
     * room: the JIT compiler makes so little a part of the methods that are measured.
     *
     * @param nanos any
     * @param recorder whose values say what becomes of a time that no event holds
     */
    void recordPlain(int model, long nanos, Recorder recorder) {
        Chunk current = chunk;
        if (Event.isShort(nanos) && current.hasRoomFor(Event.series(model, CallResults.SUCCESS))) {
            current.append((int) nanos);
            // No call: where the stack ended at it, the event would be there and not its count.
            recorded = recorded + 1;
        } else {
            record(model, CallResults.SUCCESS, recorder.values().duration(nanos), 0);
        }
    }

    /** Writer only: a successful call that was timed for others too. It is counted there. */
    void sample(SampledCalls sampler, long duration, long items) {
        write(Event.series(sampler.model, CallResults.SUCCESS), duration, items, sampler);
    }

    /** Writer only: a call of which more is known. */
    void record(int model, int outcome, long duration, MeasureValues values) {
        write(Event.series(model, outcome), duration, values, null);
        recorded = recorded + 1;
    }

    /** Writer only: the same of which more is known. */
    void sample(SampledCalls sampler, long duration, MeasureValues values) {
        write(Event.series(sampler.model, CallResults.SUCCESS), duration, values, sampler);
    }

    private void writeCall(int series, int duration) {
        Chunk current = chunk;
        if (!current.hasRoom(1)) {
            current = makeRoom(current, 1);
        }
        current.appendCall(series, duration);
    }

    private void write(int series, long duration, MeasureValues values, SampledCalls sampler) {
        Chunk current = chunk;
        if (!current.hasRoom(MeasureValues.MAX_WORDS)) {
            current = makeRoom(current, MeasureValues.MAX_WORDS);
        }
        current.append(series, duration, values, sampler);
    }

    private void write(int series, long duration, long items, SampledCalls sampler) {
        Chunk current = chunk;
        if (!current.hasRoom(Event.MAX_WORDS)) {
            current = makeRoom(current, Event.MAX_WORDS);
        }
        current.append(series, duration, items, sampler);
    }

    private Chunk makeRoom(Chunk current, int count) {
        if (current.isWatched()) {
            ExecutionStack.ensureSufficient();
            current.unwatch();
            waker.wake(true);
        }
        return current.isTooFull(count) ? replace(current) : current;
    }

    /** Writer only: what happens when the chunk is full. */
    void turnIn() {
        makeRoom(chunk, Chunk.CAPACITY + 1);
    }

    private Chunk replace(Chunk filled) {
        // Where a fold was not finished, the rest is this writer's and no reader would find it.
        Chunk next = unfolded.hasNext() ? null : spare != null ? spare : exchange.take();
        if (next == null) {
            ExecutionStack.ensureSufficient();
            waker.wake(exchange.isCrowded());
            filled.fold(unfolded, preparing, folding);
            return filled;
        }
        try {
            exchange.turnIn(filled);
        } catch (Throwable endOfStack) {
            spare = next;
            throw endOfStack;
        }
        // No call between: the stack may end at any. What was written before the compare-and-set is visible with this.
        chunk = next;
        if (spare != null) {
            spare = null;
        }
        waker.wake(exchange.isCrowded());
        return next;
    }

    /** Reader only. See {@link Chunk#drainPublished}. */
    int drainPublished(EventCursor cursor, int[] copy, CallSink sink) {
        return ((Chunk) CHUNK.getAcquire(this)).drainPublished(cursor, copy, sink);
    }

    /** The reader, once there is no writer any more: ends the fold that was not finished, if any. */
    void finishFold() {
        if (unfolded.hasNext()) {
            chunk.fold(unfolded, preparing, folding);
        }
    }

    /** Reader only: has the waker told of the next event. */
    void watch() {
        ((Chunk) CHUNK.getAcquire(this)).watch();
    }

    /** Reader only: has it told of full chunks only. */
    void unwatch() {
        ((Chunk) CHUNK.getAcquire(this)).unwatch();
    }

    /** Reader only. See {@link Chunk#awaitFold}. */
    void awaitFold(long deadline) {
        ((Chunk) CHUNK.getAcquire(this)).awaitFold(deadline);
    }

    /** Reader only, once the thread has ended and all its events were taken: frees its chunks, 31 KiB, although caches may still refer to this log. */
    void release() {
        chunk = null;
        spare = null;
    }

    /** Calls recorded here so far. Any thread. */
    long recorded() {
        return (long) RECORDED.getOpaque(this);
    }
}
