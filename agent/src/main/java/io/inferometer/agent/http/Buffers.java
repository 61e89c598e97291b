package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of answers under way: one that all are sent from, and one for each, for what its client does not take at once. A few of
 * the latter are kept for the next ones, so that a scrape needs no memory of the application's heap for it. Used by the listener's thread.
 */
final class Buffers {

    static final int BYTES = 64 * 1024;

    private static final int KEPT = 2;

    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>(KEPT);

    /** Made for the first answer. */
    private ByteBuffer shared;

    /**
     * Returns the buffer that answers are written to and sent from, one slice after the other. It is direct: of any other the JDK makes a
     * direct copy, in a buffer that the thread keeps for good (JDK-8147468).
     */
    ByteBuffer shared() {
        if (shared == null) {
            shared = ByteBuffer.allocateDirect(BYTES);
        }
        return shared;
    }

    ByteBuffer acquire() {
        ByteBuffer known = idle.pollFirst();
        return known != null ? known.clear() : ByteBuffer.allocate(BYTES);
    }

    void release(ByteBuffer buffer) {
        if (idle.size() < KEPT) {
            idle.addFirst(buffer);
        }
    }
}
