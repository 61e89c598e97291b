package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A request's body on its way in (RFC 9112, sections 6 and 7). Whatever may be read in two ways is refused: a proxy might read it
 * in the other.
 */
final class RequestBody {

    static final int MAX_BYTES = 16 * 1024;

    /** Of a chunk's size with its extensions, and of all trailers. */
    private static final int MAX_LINE_BYTES = 1024;

    private static final byte[] NONE = {};

    private enum Part {
        /** As many bytes as {@link #left}, and the end. */
        CONTENT,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        DONE
    }

    private byte[] bytes = NONE;
    private int length;
    private Part part;
    private int left;
    private int trailerBytes;

    private RequestBody(Part part, int left) {
        this.part = part;
        this.left = left;
    }

    /** The body that these headers announce. */
    static RequestBody of(Request head) throws RefusedException {
        List<String> codings = head.all("transfer-encoding");
        List<String> lengths = head.all("content-length");
        if (!head.all("expect").isEmpty()) {
            throw new RefusedException(417, "send the body without asking first");
        }
        if (codings.isEmpty()) {
            int length = length(lengths);
            return new RequestBody(length == 0 ? Part.DONE : Part.CONTENT, length);
        }
        if (!lengths.isEmpty() || codings.size() > 1 || head.minorVersion() == 0) {
            throw new RefusedException(400, "ambiguous length of the body");
        }
        if (!codings.get(0).toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new RefusedException(501, "of transfer codings only chunked is known here");
        }
        return new RequestBody(Part.CHUNK_SIZE, 0);
    }

    private static int length(List<String> lengths) throws RefusedException {
        if (lengths.isEmpty()) {
            return 0;
        }
        String text = lengths.get(0);
        if (lengths.size() > 1 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RefusedException(400, "malformed Content-Length");
        }
        // No more digits than an int surely has.
        String significant = text.replaceFirst("^0+", "");
        if (significant.length() > 9 || Integer.parseInt("0" + significant) > MAX_BYTES) {
            throw tooLarge();
        }
        return Integer.parseInt("0" + significant);
    }

    private static RefusedException tooLarge() {
        return new RefusedException(413, "a request's body has at most " + MAX_BYTES + " bytes here");
    }

    /**
     * Takes what is there from the front of the buffer, which is between writes.
     *
     * @return whether the body is complete; what follows it is left in the buffer
     */
    boolean take(ByteBuffer buffer) throws RefusedException {
        buffer.flip();
        try {
            boolean more = true;
            while (more && part != Part.DONE) {
                more = switch (part) {
                    case CONTENT, CHUNK -> takeContent(buffer);
                    case CHUNK_SIZE -> takeSize(buffer);
                    case CHUNK_END -> takeChunkEnd(buffer);
                    case TRAILERS -> takeTrailer(buffer);
                    case DONE -> false;
                };
            }
        } finally {
            buffer.compact();
        }
        return part == Part.DONE;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    private boolean takeContent(ByteBuffer buffer) {
        int taken = Math.min(left, buffer.remaining());
        if (bytes.length - length < taken) {
            bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, Math.max(length + taken, bytes.length * 2)));
        }
        buffer.get(bytes, length, taken);
        length += taken;
        left -= taken;
        if (left == 0) {
            part = part == Part.CONTENT ? Part.DONE : Part.CHUNK_END;
        }
        return left == 0;
    }

    private boolean takeSize(ByteBuffer buffer) throws RefusedException {
        String line = line(buffer);
        if (line == null) {
            return false;
        }
        String size = line.split("[; \t]", 2)[0];
        if (!size.matches("[0-9A-Fa-f]{1,8}")) {
            throw new RefusedException(400, "malformed size of a chunk");
        }
        long chunk = Long.parseLong(size, 16);
        if (length + chunk > MAX_BYTES) {
            throw tooLarge();
        }
        left = (int) chunk;
        part = left == 0 ? Part.TRAILERS : Part.CHUNK;
        return true;
    }

    private boolean takeChunkEnd(ByteBuffer buffer) throws RefusedException {
        String line = line(buffer);
        if (line != null && !line.isEmpty()) {
            throw new RefusedException(400, "a chunk is longer than its size says");
        }
        part = line == null ? Part.CHUNK_END : Part.CHUNK_SIZE;
        return line != null;
    }

    /** Trailers say nothing that is wanted here. */
    private boolean takeTrailer(ByteBuffer buffer) throws RefusedException {
        String line = line(buffer);
        if (line == null) {
            return false;
        }
        trailerBytes += line.length();
        if (trailerBytes > MAX_LINE_BYTES) {
            throw new RefusedException(431, "the trailers are too long");
        }
        part = line.isEmpty() ? Part.DONE : Part.TRAILERS;
        return true;
    }

    /** The next line without its end; null when that is not there. */
    private static String line(ByteBuffer buffer) throws RefusedException {
        int start = buffer.position();
        for (int i = start; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                StringBuilder line = new StringBuilder();
                for (int at = start; at < i; at++) {
                    line.append((char) (buffer.get(at) & 0xFF));
                }
                buffer.position(i + 1);
                boolean carriage = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
                return carriage ? line.substring(0, line.length() - 1) : line.toString();
            }
        }
        if (buffer.remaining() > MAX_LINE_BYTES) {
            throw new RefusedException(400, "a line of the body's framing is too long");
        }
        return null;
    }
}
