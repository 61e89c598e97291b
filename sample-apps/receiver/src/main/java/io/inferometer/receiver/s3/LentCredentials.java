package io.inferometer.receiver.s3;

import io.inferometer.receiver.sigv4.Credentials;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The loans. Thread-safe: every method takes the monitor. */
public final class LentCredentials {
    /** How many are known; the oldest is forgotten for another. */
    public static final int LOANS_KEPT = 10_000;

    private final Map<String, Loan> byAccessKey = new LinkedHashMap<>();

    /** Lends credentials that nobody had before. */
    public synchronized Loan lend(String prefix, Instant expiry) {
        if (byAccessKey.size() == LOANS_KEPT) {
            byAccessKey.remove(byAccessKey.keySet().iterator().next());
        }
        String accessKey = "ASIA" + secret().substring(0, 16).toUpperCase(Locale.ROOT);
        Credentials credentials = new Credentials(accessKey, secret(), Optional.of("lent/" + secret() + "=="));
        Loan loan = new Loan(credentials, prefix, expiry);
        byAccessKey.put(accessKey, loan);
        return loan;
    }

    /** Forgets all. */
    public synchronized void clear() {
        byAccessKey.clear();
    }

    synchronized Optional<Loan> find(String accessKey) {
        return Optional.ofNullable(byAccessKey.get(accessKey));
    }

    private static String secret() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
