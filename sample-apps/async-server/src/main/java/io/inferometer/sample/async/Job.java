package io.inferometer.sample.async;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * An accepted request.
 *
 * @param id names it everywhere
 * @param input where its text is, {@code s3://bucket/key}
 * @param output where its vector goes, {@code s3://bucket/key}
 * @param callback the URL to notify when the request has ended
 * @param deadline {@link System#nanoTime} until which its work may begin
 */
record Job(String id, URI input, URI output, URI callback, long deadline) {

    /**
     * Reads {@code {"input":"s3://…","output":"s3://…","callback":"http://…","ttlMillis":1000}}; the last one may be missing.
     *
     * @throws IllegalArgumentException one line that says what is wrong
     */
    static Job read(JsonNode request, Duration ttl) {
        long nanos = ttl.toNanos();
        if (request.has("ttlMillis")) {
            long millis = request.path("ttlMillis").asLong();
            if (millis < 1 || millis > ttl.toMillis()) {
                throw new IllegalArgumentException("ttlMillis needs a number from 1 to " + ttl.toMillis());
            }
            nanos = millis * 1_000_000;
        }
        return new Job(
                UUID.randomUUID().toString(),
                address(request, "input", "s3"),
                address(request, "output", "s3"),
                address(request, "callback", "http"),
                System.nanoTime() + nanos);
    }

    private static URI address(JsonNode request, String field, String scheme) {
        String text = request.path(field).asText();
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + " is no address: " + text, e);
        }
        if (!scheme.equals(address.getScheme())
                || address.getHost() == null
                || (scheme.equals("s3") && address.getPath().length() < 2)) {
            throw new IllegalArgumentException(
                    field + " needs an address that begins with " + scheme + "://, not '" + text + "'");
        }
        return address;
    }

    boolean isExpired(long nanos) {
        return nanos - deadline >= 0;
    }
}
