package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
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
    public static final class Golden {
        private final String label;
        private final String method;
        private final String path;
        private final Map<String, String> headers;
        private final byte[] body;
        private final String canonicalRequest;
        private final Credentials credentials;

        private Golden(
                String label,
                String method,
                String path,
                Map<String, String> headers,
                byte[] body,
                String canonicalRequest,
                Credentials credentials) {
            this.label = label;
            this.method = method;
            this.path = path;
            this.headers = headers;
            this.body = body;
            this.canonicalRequest = canonicalRequest;
            this.credentials = credentials;
        }

        public String method() {
            return method;
        }

        public String path() {
            return path;
        }

        public Map<String, String> headers() {
            return headers;
        }

        public byte[] body() {
            return body.clone();
        }

        public String canonicalRequest() {
            return canonicalRequest;
        }

        public Credentials credentials() {
            return credentials;
        }

        /** The name that its scope is signed for. */
        public String signingName() {
            return headers.get("Authorization").split("/", -1)[3];
        }

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
                body(request),
                request.get("canonical_request").textValue(),
                new Credentials(
                        FILE.get("access_key").textValue(),
                        FILE.get("secret_key").textValue(),
                        token));
    }

    private static byte[] body(JsonNode request) {
        return request.has("body_text")
                ? request.get("body_text").textValue().getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(request.get("body_hex").textValue());
    }

    private static JsonNode load() {
        try (InputStream file = GoldenRequests.class.getResourceAsStream("golden-requests.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
