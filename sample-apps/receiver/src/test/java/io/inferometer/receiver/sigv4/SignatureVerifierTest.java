package io.inferometer.receiver.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.GoldenRequests;
import io.inferometer.receiver.GoldenRequests.Golden;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final String INVALID = "InvalidSignatureException";
    private static final String INCOMPLETE = "IncompleteSignatureException";
    private static final String UNRECOGNIZED = "UnrecognizedClientException";

    static List<Golden> golden() {
        return GoldenRequests.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void acceptsWhatAnotherImplementationSigned(Golden golden) throws AuthenticationException {
        SignedRequest request = request(golden, UnaryOperator.identity());
        verifier(golden).verify(request);
        List<String> signedHeaders =
                Authorization.parse(request.header("authorization")).signedHeaders();
        assertThat(request.canonical(signedHeaders)).isEqualTo(golden.canonicalRequest());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTamperedPart(Golden golden) {
        byte[] body = golden.body();
        Map<String, List<String>> headers = headers(golden);
        List<SignedRequest> tampered = List.of(
                SignedRequest.of("PATCH", golden.path(), "", headers, body),
                SignedRequest.of(golden.method(), golden.path() + "/", "", headers, body),
                SignedRequest.of(golden.method(), golden.path(), "a=b", headers, body),
                SignedRequest.of(golden.method(), golden.path(), "", headers, new byte[0]),
                request(golden, sent -> with(sent, "Host", "localhost")),
                request(golden, sent -> with(sent, "Content-Type", "application/json; charset=utf-8")),
                request(golden, sent -> with(sent, "X-Amz-Date", "20260102T030406Z")),
                request(golden, sent -> edit(sent, "Signature=", "Signature=0")));
        assertThat(tampered).allSatisfy(request -> assertRefused(verifier(golden), request, INVALID));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesOtherCredentials(Golden golden) {
        Credentials own = golden.credentials();
        SignedRequest request = request(golden, UnaryOperator.identity());
        assertRefused(
                verifier(golden, new Credentials("OTHER", own.secretKey(), own.sessionToken())), request, UNRECOGNIZED);
        assertRefused(
                verifier(golden, new Credentials(own.accessKey(), own.secretKey(), Optional.of("OTHER"))),
                request,
                UNRECOGNIZED);
        assertRefused(
                verifier(golden, new Credentials(own.accessKey(), "other", own.sessionToken())), request, INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Amz-Security-Token"})
    void refusesATokenThatIsMissingOrNotExpected(String header) {
        for (Golden golden : golden()) {
            UnaryOperator<Map<String, String>> change = golden.headers().containsKey(header)
                    ? sent -> without(sent, header)
                    : sent -> with(sent, header, "TOKEN/EXAMPLE==");
            assertRefused(verifier(golden), request(golden, change), UNRECOGNIZED);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT-5M, true", "PT5M, true", "PT-5M-1S, false", "PT5M1S, false"})
    void acceptsAClockSkewOfUpToFiveMinutesEitherWay(Duration skew, boolean accepted) {
        Golden golden = golden().get(0);
        InstantSource clock = InstantSource.offset(GoldenRequests.CLOCK, skew);
        SignatureVerifier verifier = new SignatureVerifier(golden.credentials(), "us-east-1", "sagemaker", clock);
        SignedRequest request = request(golden, UnaryOperator.identity());
        if (accepted) {
            assertThatCode(() -> verifier.verify(request)).doesNotThrowAnyException();
        } else {
            assertRefused(verifier, request, "RequestExpired");
        }
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, sagemaker", "us-east-1, monitoring"})
    void refusesAnotherScope(String region, String service) {
        Golden golden = golden().get(0);
        SignatureVerifier verifier = new SignatureVerifier(golden.credentials(), region, service, GoldenRequests.CLOCK);
        assertRefused(verifier, request(golden, UnaryOperator.identity()), INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20260102/us-east-1|20260103/us-east-1",
                "aws4_request|aws3_request",
                "content-type;host;x-amz-date|host;content-type;x-amz-date",
                "content-type;host;x-amz-date|content-type;host;host;x-amz-date",
                "content-type;host;x-amz-date|content-type;x-amz-date",
                "content-type;host;x-amz-date|content-type;host",
                "content-type;host;x-amz-date|host;x-amz-date",
                "content-type;host;x-amz-date|content-type;host;x-amz-date;x-amz-target",
            })
    void refusesAWrongScopeOrListOfSignedHeaders(String found, String replacement) {
        Golden golden = golden().get(0);
        assertRefused(verifier(golden), request(golden, sent -> edit(sent, found, replacement)), INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Amz-Target, unsigned",
        "X-Amz-Date, 2026-01-02T03:04:05Z",
        "X-Amz-Date, ''",
        "X-Amz-Content-Sha256, 0000000000000000000000000000000000000000000000000000000000000000"
    })
    void refusesAnAmzHeaderThatIsUnsignedOrWrong(String name, String value) {
        Golden golden = golden().get(0);
        assertRefused(verifier(golden), request(golden, sent -> with(sent, name, value)), INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|MissingAuthenticationTokenException",
                "Basic dXNlcjpwYXNz|" + INCOMPLETE,
                "AWS4-HMAC-SHA256|" + INCOMPLETE,
                "AWS4-HMAC-SHA256 Credential|" + INCOMPLETE,
                "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0|" + INCOMPLETE,
                "AWS4-HMAC-SHA256 Credential=A/b, Signature=0|" + INCOMPLETE,
                "AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=host|" + INCOMPLETE,
                "AWS4-HMAC-SHA256 Credential=A, SignedHeaders=host, Signature=0|" + INCOMPLETE,
            })
    void refusesAnAuthorizationThatIsMissingOrIncomplete(String authorization, String code) {
        Golden golden = golden().get(0);
        assertRefused(verifier(golden), request(golden, sent -> with(sent, "Authorization", authorization)), code);
    }

    private static void assertRefused(SignatureVerifier verifier, SignedRequest request, String code) {
        assertThatThrownBy(() -> verifier.verify(request))
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static SignatureVerifier verifier(Golden golden) {
        return verifier(golden, golden.credentials());
    }

    private static SignatureVerifier verifier(Golden golden, Credentials credentials) {
        return new SignatureVerifier(credentials, "us-east-1", golden.signingName(), GoldenRequests.CLOCK);
    }

    private static SignedRequest request(Golden golden, UnaryOperator<Map<String, String>> change) {
        Map<String, String> sent = change.apply(golden.headers());
        return SignedRequest.of(golden.method(), golden.path(), "", lists(sent), golden.body());
    }

    private static Map<String, List<String>> headers(Golden golden) {
        return lists(golden.headers());
    }

    private static Map<String, List<String>> lists(Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return changed;
    }

    private static Map<String, String> edit(Map<String, String> headers, String found, String replacement) {
        String authorization = headers.get("Authorization");
        assertThat(authorization).contains(found);
        return with(headers, "Authorization", authorization.replace(found, replacement));
    }
}
