package io.inferometer.exporter.sentinel.cloud;

import io.inferometer.exporter.awsclient.http.ProxySettings;
import io.inferometer.exporter.awsclient.http.WebAnswer;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.awsclient.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** One metadata service. Used by one thread. */
final class MetadataService {

    /** Where most clouds have theirs. An address and no name: a name server may let one wait. */
    static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final byte[] NO_BODY = {};

    private final URI base;

    /** @param base without a slash at its end */
    MetadataService(URI base) {
        this.base = base;
    }

    /** Returns the text at a path, empty if there is none, or nobody answers. */
    String text(String path, Map<String, String> headers) {
        try {
            WebAnswer answer = get(path, headers);
            return answer.isSuccess() ? answer.text().trim() : "";
        } catch (IOException nobody) {
            return "";
        }
    }

    /** Returns the document at a path, an empty object if there is none, or nobody answers. */
    JsonNode document(String path, Map<String, String> headers) {
        try {
            String text = text(path, headers);
            return JsonNode.parser().parse(text.isEmpty() ? "{}" : text);
        } catch (RuntimeException noJson) {
            return JsonNode.parser().parse("{}");
        }
    }

    /** @throws IOException if nobody answers in time */
    WebAnswer get(String path, Map<String, String> headers) throws IOException {
        return send(new WebRequest("GET", URI.create(base + path), headers, NO_BODY));
    }

    /**
     * Asks for a token of a session.
     *
     * @return the header that carries it, none where tokens are not given out
     * @throws IOException if nobody answers in time
     */
    Map<String, String> session(String lifetimeHeader, String tokenHeader) throws IOException {
        WebAnswer answer = send(new WebRequest(
                "PUT", URI.create(base + "/latest/api/token"), Map.of(lifetimeHeader, "21600"), NO_BODY));
        String token = answer.isSuccess() ? answer.text().trim() : "";
        // Anything else, such as a page of somebody in between, could not be sent back in a header.
        return token.matches("[\\x21-\\x7E]{1,1024}") ? Map.of(tokenHeader, token) : Map.of();
    }

    private static WebAnswer send(WebRequest request) throws IOException {
        try (WebClient http = new WebClient(ProxySettings.NONE, TIMEOUT, TIMEOUT)) {
            return http.send(request);
        }
    }

    /** Returns a text in a document; empty if it has no such text. */
    static String text(JsonNode document, String... path) {
        JsonNode node = document;
        for (String name : path) {
            node = node != null && node.isObject() ? node.asObject().get(name) : null;
        }
        return node != null && node.isString() ? node.asString() : "";
    }
}
