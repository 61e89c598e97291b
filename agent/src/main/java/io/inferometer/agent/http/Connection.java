package io.inferometer.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One client: reads a request, answers it, reads the next. Confined to the event loop's thread. */
final class Connection {

    private static final int MAX_HEAD_BYTES = 8 * 1024;

    /**
     * The JDK copies a heap buffer into a direct one of the same size and keeps that with the thread for good
     * (JDK-8147468), so large answers are written in slices.
     */
    private static final int SLICE_BYTES = 64 * 1024;

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Who has connected or read a part of an answer a moment ago is about to go on. */
    private static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocate(MAX_HEAD_BYTES);
    private ByteBuffer output;
    private boolean closing;
    private boolean lingering;
    private boolean answered;
    private long deadline;

    Connection(EventLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.deadline = System.nanoTime() + loop.patienceNanos();
    }

    /** Nanoseconds left for what the client is to do next; negative when they are over. */
    long remainingNanos(long now) {
        return deadline - now;
    }

    /** Whether it may be closed in favour of another: it has its answer, or its client takes its time. */
    boolean isDispensable(long now) {
        boolean waits = answered && output == null && input.position() == 0;
        return waits || lingering || remainingNanos(now) < loop.patienceNanos() - PROMPT_NANOS;
    }

    /** Goes on as far as the socket lets it, but answers one request at most, so that no client keeps the thread. */
    void proceed() throws IOException {
        if (key.isReadable() && !read()) {
            close();
        } else if (!lingering) {
            if (output == null) {
                answer();
            }
            if (output != null) {
                write();
            }
        }
    }

    /** False at the end of the stream. */
    private boolean read() throws IOException {
        if (lingering) {
            input.clear();
        }
        return channel.read(input) >= 0;
    }

    private void answer() {
        try {
            Optional<Request> request = RequestParser.take(input);
            if (request.isPresent()) {
                respond(request.get());
            } else if (input.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            } else {
                throw new RefusedException(431, "a request head has at most " + MAX_HEAD_BYTES + " bytes here");
            }
        } catch (RefusedException refused) {
            closing = true;
            output = loop.reserve(Response.text(refused.status(), refused.getMessage()), true, false);
            deadline = System.nanoTime() + loop.patienceNanos();
        }
    }

    private void respond(Request request) {
        closing = !request.keepsAlive() || request.hasBody();
        output = loop.reserve(loop.answer(request), closing, request.isHead());
        deadline = System.nanoTime() + loop.patienceNanos();
    }

    private void write() throws IOException {
        int limit = output.limit();
        int wanted;
        int written;
        do {
            wanted = Math.min(SLICE_BYTES, limit - output.position());
            output.limit(output.position() + wanted);
            written = channel.write(output);
            output.limit(limit);
        } while (written == wanted && output.hasRemaining());
        if (output.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
            return;
        }
        release();
        answered = true;
        long now = System.nanoTime();
        if (closing) {
            linger(now);
        } else {
            deadline = now + loop.patienceNanos();
            // What may be the next request is there already: come back for it in the loop's next turn.
            key.interestOps(input.position() > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Reads on for a while: closing with bytes unread resets the connection and may destroy the answer (RFC 9112, 9.6). */
    private void linger(long now) throws IOException {
        lingering = true;
        deadline = now + LINGER_NANOS;
        channel.shutdownOutput();
        key.interestOps(SelectionKey.OP_READ);
    }

    private void release() {
        if (output != null) {
            loop.release(output);
            output = null;
        }
    }

    void close() {
        release();
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The client is gone either way, and the file descriptor with it.
        }
    }
}
