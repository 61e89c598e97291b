package io.inferometer.receiver.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/** Tells whether a request was signed with the one accepted set of credentials. Immutable. */
public final class SignatureVerifier {
    /** How far a request's date may lie from ours, either way: the AWS rule for services other than S3. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final String DATE = "x-amz-date";
    private static final String TOKEN = "x-amz-security-token";
    private static final String PAYLOAD_HASH = "x-amz-content-sha256";
    private static final DateTimeFormatter DATE_FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Credentials credentials;
    private final String region;
    private final String service;
    private final InstantSource clock;

    /**
     * @param region that requests must be scoped to
     * @param service the signing name, such as {@code sagemaker}
     */
    public SignatureVerifier(Credentials credentials, String region, String service, InstantSource clock) {
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /** Returns if the request is genuine. */
    public void verify(SignedRequest request) throws AuthenticationException {
        Authorization authorization = Authorization.parse(request.header("authorization"));
        checkIdentity(authorization, request);
        String date = request.header(DATE);
        checkDate(date);
        String scope = String.join("/", date.substring(0, 8), region, service, "aws4_request");
        if (!authorization.scope().equals(scope)) {
            throw invalid("Credential should be scoped to " + scope + ", not " + authorization.scope());
        }
        checkSignedHeaders(authorization.signedHeaders(), request);
        checkPayloadHash(request);
        String signature = sign(date, scope, request.canonical(authorization.signedHeaders()));
        if (!MessageDigest.isEqual(ascii(signature), ascii(authorization.signature()))) {
            throw invalid("The request signature we calculated does not match the signature you provided."
                    + " Check the secret access key and the signing method.");
        }
    }

    private void checkIdentity(Authorization authorization, SignedRequest request) throws AuthenticationException {
        boolean tokenMatches = credentials.sessionToken().orElse("").equals(request.header(TOKEN));
        if (!authorization.accessKey().equals(credentials.accessKey()) || !tokenMatches) {
            throw new AuthenticationException(
                    "UnrecognizedClientException",
                    tokenMatches
                            ? "The access key id " + authorization.accessKey() + " is not known here"
                            : "The security token included in the request is invalid");
        }
    }

    private void checkDate(String date) throws AuthenticationException {
        Instant signed;
        try {
            signed = LocalDateTime.parse(date, DATE_FORMAT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw invalid("x-amz-date must look like 20260102T030405Z, found '" + date + "'");
        }
        Duration distance = Duration.between(signed, clock.instant()).abs();
        if (distance.compareTo(CLOCK_SKEW) > 0) {
            throw new AuthenticationException(
                    AuthenticationException.SKEW,
                    "Signed at %s, %s from now; allowed are %s".formatted(signed, distance, CLOCK_SKEW));
        }
    }

    private static void checkSignedHeaders(List<String> signed, SignedRequest request) throws AuthenticationException {
        if (!signed.equals(signed.stream().sorted().distinct().toList())) {
            throw invalid("SignedHeaders must be sorted and without repetition, found " + signed);
        }
        for (String name : signed) {
            if (!request.headers().containsKey(name)) {
                throw invalid("Signed header " + name + " was not sent");
            }
        }
        if (!signed.contains("host")) {
            throw invalid("Header host must be signed");
        }
        for (String name : request.headers().keySet()) {
            boolean mustBeSigned = name.startsWith("x-amz-") || name.equals("content-type");
            if (mustBeSigned && !signed.contains(name)) {
                throw invalid("Header " + name + " was sent and must be signed");
            }
        }
    }

    private static void checkPayloadHash(SignedRequest request) throws AuthenticationException {
        String declared = request.header(PAYLOAD_HASH);
        if (!declared.isEmpty() && !declared.equals(request.payloadHash())) {
            throw invalid("x-amz-content-sha256 is not the hash of the body");
        }
    }

    private String sign(String date, String scope, String canonicalRequest) {
        String hash = Digests.sha256Hex(canonicalRequest.getBytes(StandardCharsets.UTF_8));
        String stringToSign = String.join("\n", Authorization.ALGORITHM, date, scope, hash);
        byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = Digests.hmac(key, part);
        }
        return HexFormat.of().formatHex(Digests.hmac(key, stringToSign));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static AuthenticationException invalid(String message) {
        return new AuthenticationException("InvalidSignatureException", message);
    }
}
