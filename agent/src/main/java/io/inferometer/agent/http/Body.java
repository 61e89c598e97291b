package io.inferometer.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of one answer, made as the client takes it. Confined to the event loop's thread. */
interface Body {

    /** What follows the bytes that were written. */
    enum State {
        /** There may be more. */
        MORE,
        /** Nothing before {@link Body#dueNanos}. */
        LATER,
        /** Nothing: the body is complete. */
        END
    }

    /** Puts what comes next into the buffer: until it is full, unless the answer is other than {@link State#MORE}. */
    State writeTo(ByteBuffer out) throws IOException;

    /** Puts what is left of a frame into the buffer, and returns whether that was all of it. */
    static boolean put(ByteBuffer frame, ByteBuffer out) {
        while (frame.hasRemaining() && out.hasRemaining()) {
            out.put(frame.get());
        }
        return !frame.hasRemaining();
    }

    /** When there is more after {@link State#LATER}, by {@link System#nanoTime}. */
    default long dueNanos() {
        return System.nanoTime();
    }

    /** The answer ended, whole or not. */
    default void close() {}
}
