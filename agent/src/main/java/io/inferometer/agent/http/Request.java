package io.inferometer.agent.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The head of a request.
 *
 * @param method as sent; methods are case-sensitive
 * @param path decoded no further than cutting the query
 * @param minorVersion 0 or 1 of {@code HTTP/1.x}
 * @param headers values by lower-case name, in the order they came
 */
record Request(String method, String path, int minorVersion, Map<String, List<String>> headers) {

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** All values of this header, in the order they came. */
    List<String> all(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    /** Whether a body follows, which nothing here has a use for. */
    boolean hasBody() {
        return headers.containsKey("transfer-encoding")
                || all("content-length").stream().anyMatch(length -> !length.equals("0"));
    }

    /** Whether the client goes on using the connection (RFC 9112, section 9.3). */
    boolean keepsAlive() {
        String connection = String.join(",", all("connection")).toLowerCase(Locale.ROOT);
        return minorVersion == 1 ? !connection.contains("close") : connection.contains("keep-alive");
    }
}
