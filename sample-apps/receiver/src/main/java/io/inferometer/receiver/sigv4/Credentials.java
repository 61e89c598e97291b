package io.inferometer.receiver.sigv4;

import java.util.Optional;

/**
 * The one set of AWS credentials that is accepted.
 *
 * @param sessionToken empty for long-term credentials, with which no token may be sent
 */
public record Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {
    /** Long-term credentials. */
    public static Credentials of(String accessKey, String secretKey) {
        return new Credentials(accessKey, secretKey, Optional.empty());
    }

    /** The access key alone, so that no log ever holds a secret. */
    @Override
    public String toString() {
        return "Credentials[" + accessKey + "]";
    }
}
