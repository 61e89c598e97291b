package io.inferometer.receiver.sentinel;

import io.inferometer.receiver.s3.LentCredentials;
import io.inferometer.receiver.s3.Loan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Lends credentials for the uploads of a run, for an hour. Thread-safe. */
record RunLoans(LentCredentials lent, String region, InstantSource clock) {
    private static final Duration LIFE = Duration.ofHours(1);

    /** Where the objects of a run are, without a slash at the end. */
    static String prefix(String runId) {
        return "s3://sentinel/runs/" + runId;
    }

    /** Lends, and words the loan for the client. */
    Map<String, String> lend(String runId) {
        Loan loan = lent.lend(prefix(runId) + "/", clock.instant().plus(LIFE));
        return Map.of(
                "access_key", loan.credentials().accessKey(),
                "secret_key", loan.credentials().secretKey(),
                "session_token", loan.credentials().sessionToken().orElseThrow(),
                "expires_at", loan.expiry().toString(),
                "region", region);
    }
}
