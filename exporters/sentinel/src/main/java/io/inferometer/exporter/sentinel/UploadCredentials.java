package io.inferometer.exporter.sentinel;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Temporary credentials to upload with.
 *
 * @param expiry {@link Instant#MAX} if the service named none
 * @param region of the bucket; empty if the service named none
 */
record UploadCredentials(AwsSessionCredentialsIdentity identity, Instant expiry, Optional<String> region) {

    private static final String GROUP = "upload_credentials";

    /**
     * Reads {@code upload_credentials} of an answer.
     *
     * @throws IOException that names the member which is missing or unusable, and shows no value but an expiry
     */
    static UploadCredentials of(JsonNode answer) throws IOException {
        JsonNode group = answer.field(GROUP)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnusableAnswerException("the service's answer has no " + GROUP));
        AwsSessionCredentialsIdentity identity = AwsSessionCredentialsIdentity.create(
                secret(group, "access_key"), secret(group, "secret_key"), secret(group, "session_token"));
        return new UploadCredentials(identity, expiry(group), text(group, "region"));
    }

    private static Instant expiry(JsonNode group) throws IOException {
        Optional<String> expiry = text(group, "expires_at").or(() -> text(group, "expiration"));
        if (expiry.isEmpty()) {
            return Instant.MAX;
        }
        try {
            return OffsetDateTime.parse(expiry.get()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new UnusableAnswerException("the service's " + GROUP
                    + ".expires_at must be a time such as 2026-01-02T03:04:05Z, found '" + expiry.get() + "'");
        }
    }

    private static String secret(JsonNode group, String name) throws IOException {
        String value = text(group, name)
                .orElseThrow(() -> new UnusableAnswerException("the service's answer has no " + GROUP + "." + name));
        // A line break would begin another header.
        if (value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new UnusableAnswerException("the service's " + GROUP + "." + name + " is malformed");
        }
        return value;
    }

    private static Optional<String> text(JsonNode group, String name) {
        return group.field(name)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(value -> !value.isBlank());
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "UploadCredentials[until " + expiry + "]";
    }
}
