package io.inferometer.receiver.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the requests of one connection. Not thread-safe. */
final class RequestReader {
    private static final int HEAD_LIMIT = 1 << 16;

    private final InputStream in;
    private int headLeft;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next head; empty if the client has closed the connection. */
    Optional<RequestHead> head() throws IOException, MalformedRequestException {
        headLeft = HEAD_LIMIT;
        Optional<String> first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3 || !parts[1].startsWith("/") || !parts[2].matches("HTTP/1\\.[01]")) {
            throw new MalformedRequestException("no request line: " + first.get());
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = rest(); !line.isEmpty(); line = rest()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new MalformedRequestException("no header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int mark = parts[1].indexOf('?');
        return Optional.of(new RequestHead(
                parts[0],
                mark < 0 ? parts[1] : parts[1].substring(0, mark),
                mark < 0 ? "" : parts[1].substring(mark + 1),
                parts[2],
                headers));
    }

    /** The body that follows; of one longer than {@code limit}, the first {@code limit + 1} bytes. */
    byte[] body(RequestHead head, int limit) throws IOException, MalformedRequestException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!head.isChunked()) {
            transfer(length(head.header("content-length"), 10), body, limit + 1);
            return body.toByteArray();
        }
        while (true) {
            headLeft = HEAD_LIMIT;
            long size = length(rest().split(";", 2)[0].strip(), 16);
            transfer(size, body, limit + 1);
            if (!rest().isEmpty()) {
                throw new MalformedRequestException("a chunk does not end where it should");
            }
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private void transfer(long size, ByteArrayOutputStream body, int limit) throws IOException {
        byte[] piece = new byte[1 << 13];
        for (long left = size; left > 0; ) {
            int read = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the client closed in the middle of a body");
            }
            body.write(piece, 0, Math.min(read, limit - body.size()));
            left -= read;
        }
    }

    private static long length(String text, int radix) throws MalformedRequestException {
        if (text.isEmpty() && radix == 10) {
            return 0;
        }
        try {
            long length = Long.parseUnsignedLong(text, radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below, with those that are too long.
        }
        throw new MalformedRequestException("no length: " + text);
    }

    private String rest() throws IOException, MalformedRequestException {
        return line().orElseThrow(() -> new EOFException("the client closed in the middle of a head"));
    }

    private Optional<String> line() throws IOException, MalformedRequestException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            if (--headLeft < 0) {
                throw new MalformedRequestException("a head has at most " + HEAD_LIMIT + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
