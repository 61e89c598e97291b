package io.inferometer.receiver.operation;

import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.Credentials;
import io.inferometer.receiver.sigv4.SignatureVerifier;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Knows who may call: the credentials that are good now, and those that were before. Thread-safe. */
public final class Authenticator {
    private static final int EXPIRED_KEPT = 16;

    private final Credentials initial;
    private final String region;
    private final InstantSource clock;
    private volatile List<Credentials> known;

    /**
     * @param initial accepted until others are
     * @param region that requests must be signed for
     */
    public Authenticator(Credentials initial, String region, InstantSource clock) {
        this.initial = initial;
        this.region = region;
        this.clock = clock;
        this.known = List.of(initial);
    }

    /** Only {@code next} is accepted from now on; what was accepted before is answered as expired. */
    public synchronized void rotate(Credentials next) {
        known = Stream.concat(Stream.of(next), known.stream().filter(old -> !old.equals(next)))
                .limit(EXPIRED_KEPT)
                .toList();
    }

    /** Only the initial credentials are accepted, and none are expired. */
    public void reset() {
        known = List.of(initial);
    }

    /**
     * Returns if the request is genuine.
     *
     * @param offset how far this receiver's clock is ahead
     */
    public void verify(Service service, SignedRequest request, Duration offset) throws AuthenticationException {
        InstantSource judge = InstantSource.offset(clock, offset);
        List<Credentials> now = known;
        try {
            verify(now.get(0), service, judge, request);
        } catch (AuthenticationException refusal) {
            for (Credentials old : now.subList(1, now.size())) {
                if (isGenuine(old, service, judge, request)) {
                    throw AuthenticationException.expiredToken();
                }
            }
            throw refusal;
        }
    }

    private boolean isGenuine(Credentials credentials, Service service, InstantSource judge, SignedRequest request) {
        try {
            verify(credentials, service, judge, request);
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }

    private void verify(Credentials credentials, Service service, InstantSource judge, SignedRequest request)
            throws AuthenticationException {
        new SignatureVerifier(credentials, region, service.signingName(), judge).verify(request);
    }
}
