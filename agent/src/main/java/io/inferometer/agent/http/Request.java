package io.inferometer.agent.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param method as sent; methods are case-sensitive
 * @param path decoded no further than cutting the query
 * @param parameters of the query, decoded: values by name, in the order they came
 * @param minorVersion 0 or 1 of {@code HTTP/1.x}
 * @param headers values by lower-case name, in the order they came
 * @param body empty if there is none
 */
record Request(
        String method,
        String path,
        Map<String, List<String>> parameters,
        int minorVersion,
        Map<String, List<String>> headers,
        ByteBuffer body) {

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** All values of this header, in the order they came. */
    List<String> all(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    /** The first value of this parameter of the query. */
    Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The same request with its body. */
    Request with(ByteBuffer content) {
        return new Request(method, path, parameters, minorVersion, headers, content);
    }

    /** Whether the client goes on using the connection (RFC 9112, section 9.3). */
    boolean keepsAlive() {
        String connection = String.join(",", all("connection")).toLowerCase(Locale.ROOT);
        return minorVersion == 1 ? !connection.contains("close") : connection.contains("keep-alive");
    }
}
