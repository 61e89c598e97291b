package io.inferometer.receiver.sigv4;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request as it came over the wire.
 *
 * @param path as sent, still escaped
 * @param query as sent, without the question mark; empty if there was none
 * @param headers by lower-case name; several values of one name are joined by commas, in their order
 * @param payloadHash SHA-256 of the body, in lower-case hexadecimal
 */
public record SignedRequest(String method, String path, String query, Map<String, String> headers, String payloadHash) {

    /** Brings header names to lower case and values to the form that is signed. */
    public static SignedRequest of(
            String method, String path, String query, Map<String, ? extends Collection<String>> headers, byte[] body) {
        return new SignedRequest(method, path, query, canonical(headers), Digests.sha256Hex(body));
    }

    /** Headers by lower-case name, each value in the form that is signed. */
    public static Map<String, String> canonical(Map<String, ? extends Collection<String>> headers) {
        Map<String, String> canonical = new TreeMap<>();
        headers.forEach((name, values) -> canonical.merge(
                name.toLowerCase(Locale.ROOT),
                values.stream().map(SignedRequest::trimAll).collect(Collectors.joining(",")),
                (first, second) -> first + "," + second));
        return canonical;
    }

    /** The value of a header, empty if absent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The canonical request of the specification, over these headers. */
    String canonical(List<String> signedHeaders) {
        String headerLines = signedHeaders.stream()
                .map(name -> name + ":" + header(name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", method, path, canonicalQuery(), headerLines, String.join(";", signedHeaders), payloadHash);
    }

    private String canonicalQuery() {
        if (query.isEmpty()) {
            return "";
        }
        return Stream.of(query.split("&", -1))
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String trimAll(String value) {
        return value.strip().replaceAll(" +", " ");
    }
}
