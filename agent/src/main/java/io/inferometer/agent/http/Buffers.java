package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of answers under way: one for each. A few are kept for the next ones, so that a scrape needs no memory of the
 * application's heap for it. Used by the listener's thread.
 */
final class Buffers {

    /**
     * Also because the JDK copies a heap buffer into a direct one of the same size and keeps that with the thread for good
     * (JDK-8147468).
     */
    static final int BYTES = 32 * 1024;

    private static final int KEPT = 2;

    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>(KEPT);

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
