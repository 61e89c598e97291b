package io.inferometer.receiver.s3;

import io.inferometer.receiver.sigv4.Credentials;
import java.time.Instant;

/**
 * Credentials for some time and some objects.
 *
 * @param prefix of the objects, such as {@code s3://bucket/runs/7/}
 * @param expiry they are good before
 */
public record Loan(Credentials credentials, String prefix, Instant expiry) {}
