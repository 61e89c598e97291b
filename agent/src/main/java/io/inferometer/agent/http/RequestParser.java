package io.inferometer.agent.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the HTTP/1 requests of one connection (RFC 9112, sections 2 to 7). Whatever may be read in two ways is refused. One
 * thread only.
 */
final class RequestParser {

    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]+) ([!-~]+) HTTP/([0-9])\\.([0-9])");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\\x00-\\x08\\x0a-\\x1f\\x7f]*)");
    private static final Pattern ABSOLUTE_TARGET = Pattern.compile("(?i)http://([^/?#]+)(.*)");

    /** A request whose body is not there to its end; null for none. */
    private Request head;

    private RequestBody body;

    /** Whether a part of a request was taken, of which the rest is to come. */
    boolean isInside() {
        return head != null;
    }

    /**
     * Takes one request from the front of the buffer, which is between writes: bytes from 0 to its position.
     *
     * @return empty when it is not there to its end
     */
    Optional<Request> take(ByteBuffer buffer) throws RefusedException {
        if (head == null) {
            head = takeHead(buffer);
            body = head == null ? null : RequestBody.of(head);
        }
        if (head == null || !body.take(buffer)) {
            return Optional.empty();
        }
        Request whole = head.with(body.content());
        head = null;
        body = null;
        return Optional.of(whole);
    }

    /** The head; null, and nothing is taken, when it is not there to its end. */
    private static Request takeHead(ByteBuffer buffer) throws RefusedException {
        int start = 0;
        // An empty line before the request is to be ignored (RFC 9112, section 2.2).
        while (start < buffer.position() && (buffer.get(start) == '\r' || buffer.get(start) == '\n')) {
            start++;
        }
        int end = end(buffer, start);
        if (end < 0) {
            return null;
        }
        byte[] bytes = new byte[end - start];
        buffer.get(start, bytes);
        buffer.flip().position(end);
        buffer.compact();
        return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Where the bytes after the head begin; −1 when its end is not there. */
    private static int end(ByteBuffer buffer, int start) {
        int lineStart = start;
        for (int i = start; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n') {
                int length = i - lineStart;
                if (length == 0 || (length == 1 && buffer.get(lineStart) == '\r')) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return -1;
    }

    private static Request parse(String head) throws RefusedException {
        String[] lines = head.split("\r?\n", -1);
        Matcher line = REQUEST_LINE.matcher(lines[0]);
        if (!line.matches()) {
            throw new RefusedException(400, "malformed request line");
        }
        if (!line.group(3).equals("1")) {
            throw new RefusedException(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            Matcher header = HEADER.matcher(lines[i]);
            if (!header.matches()) {
                throw new RefusedException(400, "malformed header");
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.group(2).strip());
        }
        String target = line.group(2);
        Matcher absolute = ABSOLUTE_TARGET.matcher(target);
        if (absolute.matches()) {
            // The target's host replaces the header's (RFC 9112, section 3.2.2).
            headers.put("host", List.of(absolute.group(1)));
            target = absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
        }
        if (!target.startsWith("/")) {
            throw new RefusedException(400, "malformed request target");
        }
        int query = target.indexOf('?');
        int minorVersion = line.group(4).equals("0") ? 0 : 1;
        return new Request(
                line.group(1),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? Map.of() : parameters(target.substring(query + 1)),
                minorVersion,
                Map.copyOf(headers),
                ByteBuffer.allocate(0));
    }

    private static Map<String, List<String>> parameters(String query) throws RefusedException {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                parameters
                        .computeIfAbsent(name, any -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "malformed query");
        }
    }
}
