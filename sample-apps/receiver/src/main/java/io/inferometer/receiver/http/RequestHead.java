package io.inferometer.receiver.http;

import java.util.List;
import java.util.Map;

/**
 * A request without its body.
 *
 * @param path as sent, still escaped
 * @param query as sent, without the question mark; empty if there was none
 * @param version such as {@code HTTP/1.1}
 * @param headers by lower-case name, each with its values in their order
 */
public record RequestHead(String method, String path, String query, String version, Map<String, List<String>> headers) {

    /** The first value of a header, by lower-case name; empty if absent. */
    public String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    boolean staysOpen() {
        return version.equals("HTTP/1.1") && !header("connection").equalsIgnoreCase("close");
    }

    boolean wantsContinue() {
        return header("expect").equalsIgnoreCase("100-continue");
    }

    boolean isChunked() {
        return header("transfer-encoding").equalsIgnoreCase("chunked");
    }
}
