package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.http.WebAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Puts objects of runs into S3 with the credentials that the service lends, and asks for others before those expire. Used by one thread. */
final class Uploads implements AutoCloseable {

    /** So much before they expire, credentials are refreshed, at half their life at the earliest. */
    private static final Duration RESERVE = Duration.ofMinutes(5);

    /** Between two refreshes of one run's. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final SentinelApi api;
    private final String token;
    private final S3Objects objects;
    private final ServiceClock clock;
    private final Map<String, Loan> loans = new HashMap<>();

    /**
     * Credentials of a run.
     *
     * @param since when they were lent
     * @param tried when others were last asked for
     */
    private record Loan(UploadCredentials credentials, Instant since, Instant tried) {

        boolean isNearItsEnd(Instant now) {
            if (credentials.expiry().equals(Instant.MAX)) {
                return false;
            }
            Duration half = Duration.between(since, credentials.expiry()).dividedBy(2);
            Duration reserve = half.compareTo(RESERVE) < 0 ? half : RESERVE;
            return Duration.between(now, credentials.expiry()).compareTo(reserve) <= 0;
        }

        boolean mayBeRefreshed(Instant now) {
            return Duration.between(tried, now).compareTo(PAUSE) >= 0;
        }
    }

    Uploads(SentinelApi api, String token, S3Objects objects, ServiceClock clock) {
        this.api = api;
        this.token = token;
        this.objects = objects;
        this.clock = clock;
    }

    /** Takes the credentials that a registration brought. */
    void lent(RegisteredRun run) {
        Instant now = clock.instant();
        // A refresh at once is allowed.
        loans.put(run.runId(), new Loan(run.credentials(), now, now.minus(PAUSE)));
    }

    /** Forgets a run's credentials. */
    void forget(String runId) {
        loans.remove(runId);
    }

    /**
     * Puts an object, where it helps a second time with other credentials or another time.
     *
     * @throws UploadException if S3 refuses
     * @throws SentinelApiException if the service refuses to lend credentials
     * @throws IOException if no answer came
     */
    void put(String runId, S3Uri object, byte[] content) throws IOException {
        try {
            putOnce(object, content, credentials(runId));
        } catch (UploadException refused) {
            Loan loan = loans.get(runId);
            boolean isOther =
                    refused.isOfClock() || (refused.isOfCredentials() && loan.mayBeRefreshed(clock.instant()));
            if (!isOther) {
                throw refused;
            }
            putOnce(object, content, refused.isOfClock() ? loan.credentials : refreshed(runId));
        }
    }

    private void putOnce(S3Uri object, byte[] content, UploadCredentials credentials) throws IOException {
        WebAnswer answer = objects.put(object, content, credentials);
        if (!answer.isSuccess()) {
            UploadException refusal = new UploadException(object, answer);
            if (refusal.isOfClock()) {
                answer.header("Date").ifPresent(clock::set);
            }
            throw refusal;
        }
    }

    private UploadCredentials credentials(String runId) throws IOException {
        Instant now = clock.instant();
        Loan loan = loans.get(runId);
        if (loan == null) {
            return refreshed(runId);
        }
        if (!loan.isNearItsEnd(now) || !loan.mayBeRefreshed(now)) {
            return loan.credentials;
        }
        try {
            return refreshed(runId);
        } catch (IOException failed) {
            if (loan.credentials.expiry().isBefore(now)) {
                throw failed;
            }
            return loan.credentials;
        }
    }

    private UploadCredentials refreshed(String runId) throws IOException {
        Instant now = clock.instant();
        loans.computeIfPresent(runId, (id, loan) -> new Loan(loan.credentials, loan.since, now));
        UploadCredentials credentials = UploadCredentials.of(api.refreshCredentials(token, runId));
        loans.put(runId, new Loan(credentials, now, now));
        return credentials;
    }

    /** Closes the idle connection. */
    @Override
    public void close() {
        objects.close();
    }
}
