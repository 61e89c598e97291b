package io.inferometer.agent.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One client: reads a request, answers it, reads the next. Each request must come whole, and each slice of an answer go, within
 * the loop's patience: an answer may take as long as its client goes on reading it. Confined to the event loop's thread.
 */
final class Connection {

    private static final int MAX_HEAD_BYTES = 8 * 1024;

    /** After so long, others have their turn between two slices. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** So long slices after the first are made before they are sent: what takes longer to make is sent slice by slice. */
    private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Who has connected or read a part of an answer a moment ago is about to go on. */
    private static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocate(MAX_HEAD_BYTES);
    private final RequestParser parser = new RequestParser();

    /** What is being answered; null between answers, and if it could not be read. */
    private Request request;

    /** The answer; null between answers. */
    private ResponseWriter writer;

    /** What of the latest slices was not sent yet, unless it is {@link #lent}; null between answers. */
    private ByteBuffer unsent;

    /** The same where that is more than a slice: the buffer that is otherwise shared; null otherwise. */
    private ByteBuffer lent;

    /** What follows the slices. */
    private Body.State rest;

    /** Whether the client may have seen a part of the answer. */
    private boolean begun;

    /** How many bytes were sent since the client's time began anew. */
    private int sent;

    private boolean waiting;
    private boolean lingering;
    private long deadline;

    Connection(EventLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.deadline = System.nanoTime() + loop.patienceNanos();
    }

    /** Nanoseconds until {@link #expire} is to be called; negative when they are over. */
    long remainingNanos(long now) {
        return (waiting ? writer.dueNanos() : deadline) - now;
    }

    /**
     * Whether it may be closed in favour of another: it was closed by this side, or its client takes its time. Not one that has just
     * been answered: its client may be sending the next request, which would be lost.
     */
    boolean isDispensable(long now) {
        return lingering || (!waiting && remainingNanos(now) < loop.patienceNanos() - PROMPT_NANOS);
    }

    /** Goes on as far as the socket lets it, but answers one request at most, so that no client keeps the thread. */
    void proceed() throws IOException {
        if (key.isReadable() && !read()) {
            close();
        } else if (!lingering && !waiting) {
            if (writer == null) {
                answer();
            }
            if (writer != null) {
                write();
            }
        }
    }

    /** The time is over for what the client was to do, or the time has come for the next part of its answer. */
    void expire() throws IOException {
        if (waiting) {
            waiting = false;
            deadline = System.nanoTime() + loop.patienceNanos();
            write();
        } else if (writer == null && !lingering && (input.position() > 0 || parser.isInside())) {
            begin(Response.text(408, "the request did not come to its end in time"), true);
            write();
        } else {
            close();
        }
    }

    /** False at the end of the stream. */
    private boolean read() throws IOException {
        if (lingering || waiting) {
            input.clear();
        }
        return channel.read(input) >= 0;
    }

    private void answer() {
        try {
            Optional<Request> next = parser.take(input);
            if (next.isPresent()) {
                request = next.get();
                begin(loop.answer(request), !request.keepsAlive() || loop.isCrowded());
            } else if (input.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            } else {
                throw new RefusedException(431, "a request head has at most " + MAX_HEAD_BYTES + " bytes here");
            }
        } catch (RefusedException refused) {
            begin(Response.text(refused.status(), refused.getMessage()), true);
        }
    }

    private void begin(Response response, boolean close) {
        try {
            writer = new ResponseWriter(response, request, close, loop.gzips());
        } catch (Throwable e) {
            response.body().close();
            throw e;
        }
        if (unsent == null) {
            unsent = loop.buffers().acquire();
        }
        unsent.limit(0);
        rest = Body.State.MORE;
        begun = false;
        renew(System.nanoTime());
    }

    private void renew(long now) {
        sent = 0;
        deadline = now + loop.patienceNanos();
    }

    private void write() throws IOException {
        ByteBuffer slices = slices();
        long start = System.nanoTime();
        long now = start;
        while (now - start < TURN_NANOS) {
            if (!slices.hasRemaining()) {
                fill(slices);
            }
            sent += channel.write(slices);
            begun = true;
            now = System.nanoTime();
            if (slices.hasRemaining()) {
                if (sent >= Buffers.SLICE_BYTES) {
                    renew(now);
                }
                keep(slices);
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            renew(now);
            if (rest == Body.State.END) {
                finish();
                return;
            }
            if (rest == Body.State.LATER) {
                waiting = true;
                takeBack();
                key.interestOps(SelectionKey.OP_READ);
                return;
            }
        }
        takeBack();
        key.interestOps(SelectionKey.OP_WRITE);
    }

    /** What is left to be sent, in a buffer to send from. */
    private ByteBuffer slices() {
        return lent != null ? lent : loop.buffers().shared().clear().put(unsent).flip();
    }

    /** Keeps what the client has not taken. */
    private void keep(ByteBuffer slices) {
        if (slices.remaining() <= unsent.capacity()) {
            unsent.clear().put(slices).flip();
            takeBack();
        } else {
            lent = slices;
            loop.buffers().lend();
        }
    }

    private void takeBack() {
        if (lent != null) {
            lent = null;
            loop.buffers().takeBack();
        }
    }

    /** An answer that fails is another one, if nothing of it was sent; else the client sees that it was cut. */
    private void fill(ByteBuffer slices) throws IOException {
        slices.clear();
        try {
            long start = System.nanoTime();
            do {
                rest = writer.next(slices);
            } while (begun
                    && rest == Body.State.MORE
                    && slices.remaining() >= Buffers.SLICE_BYTES
                    && System.nanoTime() - start < GATHER_NANOS);
        } catch (Throwable e) {
            if (begun) {
                loop.cut(request, e);
                if (writer.endsWithConnection()) {
                    // An orderly end would be the body's.
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                throw new IOException("the answer was cut short", e);
            }
            writer.close();
            begin(loop.failure(request, e), true);
            rest = writer.next(slices.clear());
        }
        slices.flip();
    }

    private void finish() throws IOException {
        boolean last = writer.isLast();
        release();
        if (last) {
            linger();
        } else {
            // What may be the next request is there already: come back for it in the loop's next turn.
            key.interestOps(input.position() > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Reads on for a while: closing with bytes unread resets the connection and may destroy the answer (RFC 9112, 9.6). */
    private void linger() throws IOException {
        lingering = true;
        deadline = System.nanoTime() + LINGER_NANOS;
        channel.shutdownOutput();
        key.interestOps(SelectionKey.OP_READ);
    }

    private void release() {
        request = null;
        takeBack();
        if (unsent != null) {
            loop.buffers().release(unsent);
            unsent = null;
        }
        if (writer != null) {
            ResponseWriter ended = writer;
            writer = null;
            ended.close();
        }
    }

    void close() {
        waiting = false;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The client is gone either way, and the file descriptor with it.
        }
        release();
    }
}
