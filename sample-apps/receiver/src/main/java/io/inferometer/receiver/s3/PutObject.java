package io.inferometer.receiver.s3;

import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.operation.Authenticator;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Handler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignatureVerifier;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code PutObject} of Amazon S3, API version 2006-03-01. Thread-safe. */
public final class PutObject extends Handler {
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/,\\s]+)/");

    /** What S3 calls errors that other services name otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "RequestExpired", "RequestTimeTooSkewed",
            "ExpiredTokenException", "ExpiredToken",
            "UnrecognizedClientException", "InvalidToken",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "AccessDenied");

    private final String region;
    private final InstantSource clock;
    private final LentCredentials lent;
    private final ObjectBooks objects;

    /** @param region that requests must be signed for */
    public PutObject(String region, InstantSource clock, LentCredentials lent, ObjectBooks objects) {
        super(Operation.PUT_OBJECT);
        this.region = region;
        this.clock = clock;
        this.lent = lent;
        this.objects = objects;
    }

    @Override
    public void authenticate(Authenticator authenticator, SignedRequest request, Duration ahead)
            throws AuthenticationException {
        Loan loan = loan(request);
        InstantSource judge = InstantSource.offset(clock, ahead);
        new SignatureVerifier(loan.credentials(), region, Service.S3.signingName(), judge).verify(request);
        if (!clock.instant().isBefore(loan.expiry())) {
            throw AuthenticationException.expiredToken();
        }
    }

    @Override
    public Execution check(Call call, SignedRequest request, byte[] body) throws RequestException {
        if (!request.headers().containsKey("x-amz-content-sha256")) {
            throw Service.S3.invalid("Missing required header for this request: x-amz-content-sha256");
        }
        if (!request.query().isEmpty()) {
            throw Service.S3.invalid("no query is served, found " + request.query());
        }
        String uri = "s3:/" + URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!uri.startsWith(prefix(request))) {
            throw new RequestException(403, "AccessDenied", "The credentials are not for " + uri);
        }
        return () -> {
            objects.put(uri, body);
            return new Answer(200, Map.of("ETag", "\"" + request.payloadHash() + "\""), new byte[0]);
        };
    }

    @Override
    public Answer refuse(Call call, RequestException refusal) {
        String code = NAMES.getOrDefault(refusal.code(), refusal.code());
        boolean isOfToken = code.equals("ExpiredToken") || code.equals("InvalidToken");
        String message = refusal.getMessage().replace("&", "&amp;").replace("<", "&lt;");
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        Answer answer = new Answer(
                isOfToken ? 400 : refusal.status(),
                Map.of("Content-Type", "application/xml"),
                body.getBytes(StandardCharsets.UTF_8));
        return withRetryAfter(answer, refusal);
    }

    private String prefix(SignedRequest request) throws RequestException {
        try {
            return loan(request).prefix();
        } catch (AuthenticationException forgotten) {
            throw new RequestException(403, forgotten.code(), forgotten.getMessage());
        }
    }

    private Loan loan(SignedRequest request) throws AuthenticationException {
        Matcher named = ACCESS_KEY.matcher(request.headers().getOrDefault("authorization", ""));
        if (!named.find()) {
            throw new AuthenticationException("AccessDenied", "The request is not signed");
        }
        return lent.find(named.group(1))
                .orElseThrow(() -> new AuthenticationException(
                        "InvalidAccessKeyId", "The access key id " + named.group(1) + " is not known here"));
    }
}
