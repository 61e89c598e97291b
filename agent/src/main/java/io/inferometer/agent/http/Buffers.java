package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of answers under way: one for several slices, that all are sent from, and one for each answer, for what its client does not
 * take at once. A few of the latter are kept for the next ones, so that a scrape needs no memory of the application's heap for it. Used by
 * the listener's thread.
 */
final class Buffers {

    /** The most that is made of an answer at once. */
    static final int SLICE_BYTES = 64 * 1024;

    /**
     * Each write to a client that waits wakes it, which on a virtual machine may cost more than to copy what is written: slices that are made
     * quickly go by four.
     */
    private static final int SLICES = 4;

    private static final int KEPT = 2;

    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>(KEPT);

    /** For several slices. Made for the first answer. */
    private ByteBuffer large;

    /** For one slice, while another connection has the large one. Made when that happens first. */
    private ByteBuffer small;

    private boolean lent;

    /**
     * Returns the buffer that answers are written to and sent from, one after the other. It is direct: of any other the JDK makes a
     * direct copy, in a buffer that the thread keeps for good (JDK-8147468).
     */
    ByteBuffer shared() {
        if (lent) {
            small = small == null ? ByteBuffer.allocateDirect(SLICE_BYTES) : small;
            return small;
        }
        large = large == null ? ByteBuffer.allocateDirect(SLICES * SLICE_BYTES) : large;
        return large;
    }

    /** One answer keeps the large buffer, with more in it than one of its own can hold; others go by single slices meanwhile. */
    void lend() {
        lent = true;
    }

    void takeBack() {
        lent = false;
    }

    ByteBuffer acquire() {
        ByteBuffer known = idle.pollFirst();
        return known != null ? known.clear() : ByteBuffer.allocate(SLICE_BYTES);
    }

    void release(ByteBuffer buffer) {
        if (idle.size() < KEPT) {
            idle.addFirst(buffer);
        }
    }
}
