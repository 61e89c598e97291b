package io.inferometer.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Places for calls in flight on virtual threads: a fixed number, found by thread id. A call that finds its few places taken goes
 * elsewhere. Numbers instead of references cost no card marks, and a place is used again without allocating anything.
 *
 * <pre>
 * place  | thread id, 0 when free | start | site << 32 | model + 1, 0 until the start is there | last looked for |
 * </pre>
 *
 * <p>Written by the thread whose id it holds, which it got there by compare-and-set; {@link #visit} belongs to the reader.
 */
final class VirtualCalls {

    /** What {@link #open} answers when all places of the thread are taken. */
    static final int FULL = -1;

    /** What it answers, less the place, when the thread is inside a call of the same site. */
    static final int INSIDE = -2;

    private static final int PLACES = 2048;

    /** As many places, in two cache lines, may be a thread's. */
    private static final int CHOICES = 4;

    /** Longs a place. */
    static final int WIDTH = 4;

    private static final int START = 1;

    /** Where in a place its call is. */
    static final int CALL = 2;

    private static final int LOOKED = 3;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle TABLE;

    static {
        try {
            TABLE = MethodHandles.lookup().findVarHandle(VirtualCalls.class, "table", long[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Made one by one, each by a thread that holds the place; all of its fields are final. */
    private final VirtualCall[] calls = new VirtualCall[PLACES];

    /** Null before the first call. */
    volatile long[] table;

    /**
     * Takes a place for a call of the current thread.
     *
     * @param thread its id, never 0
     * @param site whose calls inside each other count once
     * @param outermost whether they do
     * @return the place, or {@link #FULL}, or {@link #INSIDE} less the place of the call that this one is part of
     */
    int open(long thread, int site, boolean outermost) {
        long[] words = table;
        if (words == null) {
            words = make();
        }
        int first = (int) ((thread * 0x9E3779B97F4A7C15L) >>> 40) & (PLACES - CHOICES);
        int free = FULL;
        for (int place = first; place < first + CHOICES; place++) {
            long owner = (long) WORDS.getOpaque(words, place * WIDTH);
            if (owner == 0) {
                free = free == FULL ? place : free;
            } else if (outermost && owner == thread && (int) (words[place * WIDTH + CALL] >>> 32) == site) {
                return INSIDE - place;
            }
        }
        return free != FULL && WORDS.compareAndSet(words, free * WIDTH, 0L, thread) ? free : FULL;
    }

    /** Fills the place that the current thread has taken. */
    VirtualCall begin(int place, int site, int model, long start) {
        long[] words = table;
        VirtualCall call = calls[place];
        if (call == null) {
            call = VirtualCall.at(place, words);
            calls[place] = call;
        }
        words[place * WIDTH + START] = start;
        words[place * WIDTH + LOOKED] = start;
        // Last: a call that begins here and gets no further would be open for ever.
        WORDS.setRelease(words, place * WIDTH + CALL, (long) site << 32 | (model + 1));
        return call;
    }

    /** Whether it is time to see if the call in that place, which is the current thread's, is still on its stack. */
    boolean isDoubtful(int place, long now) {
        long[] words = table;
        boolean doubtful = LostCalls.isDoubtful(words[place * WIDTH + LOOKED], now);
        if (doubtful) {
            words[place * WIDTH + LOOKED] = now;
        }
        return doubtful;
    }

    long start(int place) {
        return table[place * WIDTH + START];
    }

    int model(int place) {
        return (int) table[place * WIDTH + CALL] - 1;
    }

    /** Frees the place of a call of the current thread. */
    void close(int place) {
        long[] words = table;
        WORDS.setOpaque(words, place * WIDTH + CALL, 0L);
        WORDS.setRelease(words, place * WIDTH, 0L);
    }

    /** The reader only: each call open now, and its age. */
    void visit(long now, InFlightSink sink) {
        long[] words = table;
        if (words == null) {
            return;
        }
        for (int place = 0; place < PLACES; place++) {
            int model = (int) (long) WORDS.getAcquire(words, place * WIDTH + CALL) - 1;
            if (model >= 0) {
                sink.inFlight(model, 1, Math.max(0, now - words[place * WIDTH + START]));
            }
        }
    }

    private long[] make() {
        TABLE.compareAndSet(this, null, new long[PLACES * WIDTH]);
        return table;
    }
}
