package io.inferometer.exporter.awsclient.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Status line and headers of a response.
 *
 * @param isPersistent whether the connection may serve another request once the body is read
 * @param headers by name, in whatever case
 */
record ResponseHead(int status, String reason, boolean isPersistent, Map<String, List<String>> headers) {

    static final int MAX_BYTES = 64 * 1024;

    /** Reads up to the empty line, and no byte beyond it. */
    static ResponseHead read(InputStream in) throws IOException {
        HeadLines lines = new HeadLines(in);
        String first = lines.next();
        String[] status = first.split(" ", 3);
        if (!first.startsWith("HTTP/1.") || status.length < 2 || !status[1].matches("[1-9][0-9]{2}")) {
            throw new ProtocolException("what answered does not speak HTTP/1.1");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        boolean isPersistent = !status[0].equals("HTTP/1.0")
                && headers.getOrDefault("Connection", List.of()).stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
        return new ResponseHead(Integer.parseInt(status[1]), status.length < 3 ? "" : status[2], isPersistent, headers);
    }

    /** Whether another response to the same request follows. */
    boolean isInterim() {
        return status < 200;
    }

    /** Whether there is a body, whatever the headers say of its length. */
    boolean mayHaveBody(String method) {
        return !isInterim() && status != 204 && status != 304 && !method.equals("HEAD");
    }

    List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }

    boolean isChunked() throws ProtocolException {
        List<String> codings = values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked")) {
            return true;
        }
        throw new ProtocolException("unknown Transfer-Encoding");
    }

    /** Returns the length of the body, or -1 when it ends with the connection. */
    long contentLength() throws ProtocolException {
        List<String> lengths = values("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        if (lengths.size() == 1 && lengths.get(0).matches("[0-9]{1,15}")) {
            return Long.parseLong(lengths.get(0));
        }
        throw new ProtocolException("unusable Content-Length");
    }

    /** Lines of a head, or of what follows the last chunk, within the limit. */
    static final class HeadLines {

        private final InputStream in;
        private int left = MAX_BYTES;

        HeadLines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            byte[] line = new byte[128];
            int length = 0;
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the connection was closed without a complete answer");
                }
                if (--left < 0) {
                    throw new ProtocolException("the answer's head is longer than " + MAX_BYTES + " bytes");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, length * 2);
                }
                line[length++] = (byte) next;
            }
            boolean hasReturn = length > 0 && line[length - 1] == '\r';
            return new String(line, 0, hasReturn ? length - 1 : length, StandardCharsets.ISO_8859_1);
        }
    }
}
