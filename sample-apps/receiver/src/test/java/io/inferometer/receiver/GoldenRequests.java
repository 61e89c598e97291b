package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Requests recorded from botocore 1.43.11, signed with the example keys of the AWS documentation. */
public final class GoldenRequests {
    private static final JsonNode FILE = load();

    /** When they were signed. */
    public static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse(FILE.get("signed_at").textValue()));

    private GoldenRequests() {}

    /** One recorded request. */
    public record Golden(
            String label,
            String method,
            String path,
            Map<String, String> headers,
            String body,
            String canonicalRequest,
            Credentials credentials) {
        @Override
        public String toString() {
            return label;
        }
    }

    /** All of them. */
    public static List<Golden> all() {
        return StreamSupport.stream(FILE.get("requests").spliterator(), false)
                .map(GoldenRequests::golden)
                .toList();
    }

    private static Golden golden(JsonNode request) {
        String url = request.get("url").textValue();
        String host = url.split("/", -1)[2];
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host);
        request.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        Optional<String> token = headers.containsKey("X-Amz-Security-Token")
                ? Optional.of(FILE.get("session_token").textValue())
                : Optional.empty();
        return new Golden(
                request.get("label").textValue(),
                request.get("method").textValue(),
                url.substring(url.indexOf(host) + host.length()),
                headers,
                request.get("body_text").textValue(),
                request.get("canonical_request").textValue(),
                new Credentials(
                        FILE.get("access_key").textValue(),
                        FILE.get("secret_key").textValue(),
                        token));
    }

    private static JsonNode load() {
        try (InputStream file = GoldenRequests.class.getResourceAsStream("golden-requests.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
