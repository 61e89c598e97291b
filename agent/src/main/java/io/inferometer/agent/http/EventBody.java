package io.inferometer.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Server-sent events (HTML standard, section 9.2): a document every so often, each an event {@code snapshot}, until the client goes
 * away. In longer pauses a comment shows that the connection lives. Confined to the event loop's thread.
 */
final class EventBody implements Body {

    private static final byte[] BEGIN = ascii("event: snapshot\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] HEARTBEAT = ascii(":\n\n");
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Supplier<Body> documents;
    private final long intervalNanos;
    private final Runnable onClose;

    /** The document being written; null between two. */
    private Body document;

    /** What is to be written before anything else. */
    private ByteBuffer frame = ByteBuffer.wrap(END).position(END.length);

    private long nextNanos = System.nanoTime();
    private long heartbeatNanos = nextNanos + HEARTBEAT_NANOS;

    /**
     * @param documents each of them one line
     * @param onClose run once, when there is no client any more
     */
    EventBody(Supplier<Body> documents, int intervalSeconds, Runnable onClose) {
        this.documents = documents;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(intervalSeconds);
        this.onClose = onClose;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public State writeTo(ByteBuffer out) throws IOException {
        while (Body.put(frame, out)) {
            long now = System.nanoTime();
            if (document != null) {
                if (document.writeTo(out) != State.END) {
                    return State.MORE;
                }
                closeDocument();
                frame = ByteBuffer.wrap(END);
                heartbeatNanos = now + HEARTBEAT_NANOS;
            } else if (now - nextNanos >= 0) {
                document = documents.get();
                frame = ByteBuffer.wrap(BEGIN);
                nextNanos = now + intervalNanos;
            } else if (now - heartbeatNanos >= 0) {
                frame = ByteBuffer.wrap(HEARTBEAT);
                heartbeatNanos = now + HEARTBEAT_NANOS;
            } else {
                return State.LATER;
            }
        }
        return State.MORE;
    }

    @Override
    public long dueNanos() {
        return nextNanos - heartbeatNanos < 0 ? nextNanos : heartbeatNanos;
    }

    private void closeDocument() {
        Body ended = document;
        document = null;
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void close() {
        onClose.run();
        closeDocument();
    }
}
