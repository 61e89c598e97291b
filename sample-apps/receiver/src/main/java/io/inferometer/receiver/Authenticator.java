package io.inferometer.receiver;

import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.Credentials;
import io.inferometer.receiver.sigv4.SignatureVerifier;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Knows who may call: the credentials that are good now, and those that were before. Thread-safe. */
final class Authenticator {
    private static final int EXPIRED_KEPT = 16;

    private final ReceiverOptions options;
    private volatile List<Credentials> known;

    Authenticator(ReceiverOptions options) {
        this.options = options;
        this.known = List.of(options.credentials());
    }

    /** Only {@code next} is accepted from now on; what was accepted before is answered as expired. */
    synchronized void rotate(Credentials next) {
        known = Stream.concat(Stream.of(next), known.stream().filter(old -> !old.equals(next)))
                .limit(EXPIRED_KEPT)
                .toList();
    }

    void reset() {
        known = List.of(options.credentials());
    }

    /**
     * Returns if the request is genuine.
     *
     * @param offset how far this receiver's clock is ahead
     */
    void verify(Service service, SignedRequest request, Duration offset) throws AuthenticationException {
        InstantSource clock = InstantSource.offset(options.clock(), offset);
        List<Credentials> now = known;
        try {
            verify(now.get(0), service, clock, request);
        } catch (AuthenticationException refusal) {
            for (Credentials old : now.subList(1, now.size())) {
                if (isGenuine(old, service, clock, request)) {
                    throw AuthenticationException.expiredToken();
                }
            }
            throw refusal;
        }
    }

    private boolean isGenuine(Credentials credentials, Service service, InstantSource clock, SignedRequest request) {
        try {
            verify(credentials, service, clock, request);
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }

    private void verify(Credentials credentials, Service service, InstantSource clock, SignedRequest request)
            throws AuthenticationException {
        new SignatureVerifier(credentials, options.region(), service.signingName(), clock).verify(request);
    }
}
