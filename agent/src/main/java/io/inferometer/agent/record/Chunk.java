package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A block of events with one writer and one reader, and no queue between them while it is in use.
 *
 * <p>The claim word holds {@code generation << 32 | consumed}: how many words the reader has taken from this filling of the
 * chunk. The reader copies words first and then claims them; the writer that folds claims all the rest, adds them up and begins a new
 * generation. Whoever's compare-and-set fails has lost those words to the other, so each is taken once. A fold empties the
 * chunk <em>before</em> it begins the new generation: a reader that sees the new generation sees it empty. Words that were
 * taken stay where they are until then: those behind them may rely on what they say.
 *
 * <p>What was claimed is in the hands of an {@link EventCursor} from the next instruction on, which keeps what an error leaves over.
 */
final class Chunk extends CacheLines {

    /** Words; 31 KiB. So large that far fewer than one call in a thousand pay for a new one. */
    static final int CAPACITY = 7900;

    private static final VarHandle SIZE;
    private static final VarHandle CLAIM;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIZE = lookup.findVarHandle(Chunk.class, "size", int.class);
            CLAIM = lookup.findVarHandle(Chunk.class, "claim", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int[] words = new int[CAPACITY];

    @SuppressWarnings("FieldMayBeFinal") // written through SIZE
    private int size;

    /**
     * How many words may lie here; less than {@link #CAPACITY} while the reader wants to hear of the next event. Racy on purpose: it
     * decides nothing but which way the writer takes.
     */
    private int limit = CAPACITY;

    /** The writer's: that of the last call in here. The reader resets it in a chunk that was given up. */
    private int series = Event.NO_SERIES;

    /** Where its note is. For the reader a place to begin to look from, since it may be newer than what is looked for. */
    private int seriesNote;

    /** Through CLAIM. Written by name, which is no call, where nothing may come between. */
    private volatile long claim;

    /** How many folds have begun and ended: odd while one is under way. */
    private volatile int folds;

    /** While it waits in the {@link ChunkExchange}: the one turned in before, and how many wait, this one included. */
    Chunk before;

    int waiting;

    /** The writer's view. */
    boolean hasRoom(int count) {
        return size + count <= limit;
    }

    /** Writer only: whether a call of this series takes one word, and there is room for it. */
    boolean hasRoomFor(int ofSeries) {
        return series == ofSeries && size < limit;
    }

    /**
     * Writer only: whether there really is no room. Asked on the slow path instead of {@link #hasRoom}, lest its answers there mislead
     * the JIT compiler, which counts them per method.
     */
    boolean isTooFull(int count) {
        return size + count > CAPACITY;
    }

    /**
     * Reader only: lets the writer find no room for its next event, if it does not write one at this very moment. A check that
     * every event makes anyway thus also tells of the first after a rest.
     */
    void watch() {
        limit = 0;
    }

    /** Writer only: whether the reader wants to hear of the next event. */
    boolean isWatched() {
        return limit < CAPACITY;
    }

    /** Writer or reader: all room there is may be used again. Never wrong, for that is as much as there are words. */
    void unwatch() {
        limit = CAPACITY;
    }

    /** Writer only: a call of the same series as the last, for which there is room. */
    void append(int duration) {
        int at = size;
        words[at] = duration;
        SIZE.setRelease(this, at + 1);
    }

    /** Writer only: a call that {@link Event#fitsCall}, for which there is room. */
    void appendCall(int ofSeries, int duration) {
        int at = size;
        seriesNote = at;
        words[at] = Event.call(ofSeries, duration);
        SIZE.setRelease(this, at + 1);
        series = ofSeries;
    }

    /** Writer only: any call, as {@link Event#encode} has it. All its words become visible at once. */
    void append(int ofSeries, long duration, long items, SampledCalls sampler) {
        if (series != ofSeries) {
            seriesNote = size;
        }
        int end = Event.encode(words, size, series, ofSeries, duration, items, sampler);
        SIZE.setRelease(this, end);
        // Last: a note that is not there must not be relied on.
        series = ofSeries;
    }

    /** Writer only: the same for a call of which more is known. */
    void append(int ofSeries, long duration, MeasureValues values, SampledCalls sampler) {
        if (series != ofSeries) {
            seriesNote = size;
        }
        int end = Event.encode(words, size, series, ofSeries, duration, values, sampler);
        SIZE.setRelease(this, end);
        series = ofSeries;
    }

    /**
     * Writer only: gives everything not yet read to {@code preparing} and then, unless that threw, to {@code sink}, and starts over.
     * Whatever preparing needs and cannot get, nothing has happened; an error of the sink leaves the rest to the next fold.
     *
     * @param cursor the writer's; has something left where a fold was not finished
     * @param preparing gets the memory that the sink needs; may be told of calls that the reader then takes
     * @return how many calls that were
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
    int fold(EventCursor cursor, CallSink preparing, CallSink sink) {
        folds++;
        try {
            // What a fold that was not finished left over. Calls may have been added behind it since.
            int calls = cursor.drainTo(sink);
            prepare(cursor, preparing);
            claimRest(cursor);
            calls += cursor.drainTo(sink);
            // No call from here on.
            series = Event.NO_SERIES;
            size = 0;
            claim = ((claim >>> 32) + 1) << 32;
            return calls;
        } finally {
            folds++;
        }
    }

    private void prepare(EventCursor cursor, CallSink preparing) {
        int from = (int) (long) CLAIM.getVolatile(this);
        cursor.begin(words, from, size, seriesBefore(from));
        try {
            cursor.drainTo(preparing);
        } catch (Throwable failure) {
            cursor.clear();
            throw failure;
        }
    }

    private void claimRest(EventCursor cursor) {
        long seen;
        do {
            seen = (long) CLAIM.getVolatile(this);
        } while (!claim(seen, size, words, seriesBefore((int) seen), cursor));
    }

    /**
     * Takes the words up to {@code to}, unless somebody else has taken some since {@code seen}. They are in the cursor before they are
     * claimed: there is no point at which they are nowhere.
     *
     * @param from the array to read them from
     */
    private boolean claim(long seen, int to, int[] from, int first, EventCursor cursor) {
        boolean claimed = false;
        cursor.begin(from, (int) seen, to, first);
        try {
            claimed = CLAIM.compareAndSet(this, seen, (seen & ~0xFFFF_FFFFL) | to);
        } finally {
            if (!claimed) {
                cursor.clear();
            }
        }
        return claimed;
    }

    /**
     * Reader only: waits until the fold under way, if any, has given everything to its sink.
     *
     * @param deadline the latest, as {@link System#nanoTime} tells it
     */
    @SuppressWarnings("ThreadPriorityCheck") // what is waited for may need this very processor
    void awaitFold(long deadline) {
        int begun = folds;
        while ((begun & 1) != 0 && folds == begun && System.nanoTime() - deadline < 0) {
            Thread.yield();
        }
    }

    /**
     * Reader only, on a chunk in use: takes what is published.
     *
     * @param cursor with nothing left in it
     * @param copy at least {@link #CAPACITY} long; the cursor's until that has been drained
     * @return how many calls were taken
     */
    int drainPublished(EventCursor cursor, int[] copy, CallSink sink) {
        long seen = (long) CLAIM.getAcquire(this);
        int from = (int) seen;
        int to = (int) SIZE.getAcquire(this);
        if (to <= from) {
            return 0;
        }
        System.arraycopy(words, from, copy, from, to - from);
        int first = seriesBefore(from);
        // Keeps the reading above before the claim below.
        VarHandle.fullFence();
        return claim(seen, to, copy, first, cursor) ? cursor.drainTo(sink) : 0;
    }

    /**
     * Reader only, on a chunk that its writer has given up: takes the rest and makes it empty. After an error it is to be called
     * again.
     *
     * @param cursor with nothing left in it but what is of this chunk
     * @return how many calls were taken
     */
    int drainRest(EventCursor cursor, CallSink sink) {
        long seen = (long) CLAIM.getAcquire(this);
        int from = (int) seen;
        int to = (int) SIZE.getAcquire(this);
        if (to > from) {
            claim(seen, to, words, seriesBefore(from), cursor);
        }
        int calls = cursor.drainTo(sink);
        series = Event.NO_SERIES;
        SIZE.setRelease(this, 0);
        CLAIM.setRelease(this, ((seen >>> 32) + 1) << 32);
        return calls;
    }

    private int seriesBefore(int from) {
        return Event.seriesBefore(words, from, seriesNote);
    }
}
