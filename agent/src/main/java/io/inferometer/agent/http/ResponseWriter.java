package io.inferometer.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One answer on its way, slice by slice: its head, then its body with its length told before it, in chunks (RFC 9112, section 7.1),
 * or to the end of the connection. Confined to the event loop's thread.
 */
final class ResponseWriter {

    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** Four digits, leading zeros among them, and a line end. */
    private static final int CHUNK_HEAD_BYTES = 6;

    private static final int CHUNK_TAIL_BYTES = LINE_END.length + LAST_CHUNK.length;

    private final Body body;
    private final byte[] head;
    private final boolean bodiless;
    private final boolean chunked;
    private final boolean delimited;
    private final boolean last;
    private boolean begun;

    /**
     * @param request what is answered; null if it could not be read
     * @param close whether the connection is to end with this answer
     */
    ResponseWriter(Response response, Request request, boolean close, Gzips gzips) {
        bodiless = request != null && request.isHead();
        boolean compressed = request != null
                && response.compressible()
                && Negotiation.acceptsGzip(String.join(",", request.all("accept-encoding")));
        body = compressed && !bodiless ? gzips.compress(response.body()) : response.body();
        String framing = response.compressible() ? "Vary: Accept-Encoding\r\n" : "";
        if (compressed && (bodiless || body != response.body())) {
            framing += "Content-Encoding: gzip\r\n";
        }
        boolean known = response.body() instanceof FixedBody && !framing.contains("gzip");
        chunked = !known && (request == null || request.minorVersion() == 1);
        if (known) {
            framing += "Content-Length: " + ((FixedBody) response.body()).length() + "\r\n";
        } else if (chunked) {
            framing += "Transfer-Encoding: chunked\r\n";
        }
        delimited = known || chunked;
        last = close || !delimited;
        head = response.head(last, framing);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the connection ends with this answer. */
    boolean isLast() {
        return last;
    }

    /** Whether the body has no other end than the connection's. */
    boolean endsWithConnection() {
        return !delimited;
    }

    /** Puts the next slice behind what is in the buffer, where there is room for {@link Buffers#SLICE_BYTES}. */
    Body.State next(ByteBuffer buffer) throws IOException {
        buffer.limit(buffer.position() + Buffers.SLICE_BYTES);
        if (!begun) {
            buffer.put(head);
            begun = true;
        }
        Body.State state = bodiless ? Body.State.END : chunked ? chunk(buffer) : body.writeTo(buffer);
        buffer.limit(buffer.capacity());
        return state;
    }

    private Body.State chunk(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int end = buffer.limit();
        buffer.position(start + CHUNK_HEAD_BYTES).limit(end - CHUNK_TAIL_BYTES);
        Body.State state = body.writeTo(buffer);
        int length = buffer.position() - start - CHUNK_HEAD_BYTES;
        buffer.limit(end);
        if (length == 0) {
            buffer.position(start);
        } else {
            for (int digit = 0; digit < 4; digit++) {
                buffer.put(start + digit, HEX[length >> (4 * (3 - digit)) & 0xF]);
            }
            buffer.put(start + 4, (byte) '\r').put(start + 5, (byte) '\n');
            buffer.put(LINE_END);
        }
        if (state == Body.State.END) {
            buffer.put(LAST_CHUNK);
        }
        return state;
    }

    /** When there is more after {@link Body.State#LATER}. */
    long dueNanos() {
        return body.dueNanos();
    }

    void close() {
        body.close();
    }
}
