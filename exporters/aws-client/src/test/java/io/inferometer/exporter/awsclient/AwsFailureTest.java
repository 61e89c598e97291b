package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SDK's real client throws when a service answers with an error. */
class AwsFailureTest extends FailingCallsFixture {

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException",
        "400, TooManyRequestsException",
        "429, Unknown",
        "400, RequestTimeoutException",
        "408, Unknown",
        "407, Unknown",
        "500, InternalServiceException",
        "502, Unknown",
        "503, ServiceUnavailable",
        "504, Unknown",
        "400, ExpiredTokenException",
        "403, RequestTimeTooSkewed",
        "403, InvalidSignatureException",
    })
    void troubleThatPassesIsLeftToTheCallersBackOff(int status, String code) {
        assertThat(delivery(Answer.error(status, code, "why"))).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isZero();
            assertThat(later.reason()).contains(String.valueOf(status)).contains(code);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDeniedException",
        "400, AccessDeniedException",
        "403, UnrecognizedClientException",
        "400, UnrecognizedClientException",
        "403, Unknown",
        // Of which the JDK's client keeps the head alone.
        "401, Unknown",
    })
    void aMissingPermissionWaitsAMinuteAndNamesTheAction(int status, String code) {
        assertThat(delivery(Answer.error(status, code, "why"))).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isEqualTo(Duration.ofSeconds(60));
            assertThat(later.reason())
                    .startsWith("HTTP " + status + ": ")
                    .contains(code)
                    .contains(ACTION);
            if (status != 401) {
                assertThat(later.reason()).startsWith("HTTP " + status + ": why (" + code + "). ");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidSignatureException",
        "403, SignatureDoesNotMatch",
        "400, ExpiredTokenException",
        "403, RequestTimeTooSkewed",
        "403, UnrecognizedClientException",
        "400, IncompleteSignature",
    })
    void whatTheServerSaysOfASignatureComesFirst(int status, String code) {
        String message =
                "Credential should be scoped to 20261129/us-east-1/sagemaker/aws4_request, not 20261129/eu-central-1";
        assertThat(delivery(Answer.error(status, code, message + ".")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status + ": " + message + " (" + code
                                        + "). Check credentials, region and clock"));
        assertThat(delivery(Answer.error(status, code, "")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status + ": " + code + ". Check credentials, region and clock"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 409, 422, 502})
    void anErrorWithoutANameIsNotTheServicesAndTriedAgain(int status) {
        assertThat(delivery(Answer.of(status, "<html>The plain HTTP request was sent to HTTPS port</html>")))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reason())
                                .startsWith("HTTP " + status)
                                .contains("check aws.endpoint"));
    }

    @Test
    void aResourceThatDoesNotExistWaitsAMinute() {
        assertThat(delivery(Answer.error(404, "ResourceNotFound", "")))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationException", "SerializationException"})
    void anInvalidRequestIsRejectedWithTheServicesExplanation(String code) {
        assertThat(delivery(Answer.error(400, code, "2 errors")))
                .isEqualTo(new Rejected("HTTP 400 " + code + ": 2 errors"));
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, PT7S",
        "x-amz-retry-after, 1500, PT1.5S",
        "Retry-After, 999999999, PT1H",
        "Retry-After, -5, PT0S",
        "Retry-After, 99999999999999999999, PT0S",
        "Retry-After, 'Fri, 02 Jan 2026 03:04:05 GMT', PT0S",
    })
    void theWaitThatTheServiceAsksForIsPassedOn(String header, String value, Duration wait) {
        assertThat(delivery(Answer.error(429, "ThrottlingException", "slow").with(header, value)))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.after()).isEqualTo(wait));
    }

    @Test
    void noMessageShowsACredential() {
        String token = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJIMEYCIQDexample==";
        for (int status : new int[] {400, 403, 500}) {
            Delivery delivery = delivery(Answer.error(status, "Odd", "x-amz-security-token:" + token));
            assertThat(delivery.toString()).doesNotContain(token.substring(0, 30));
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsTriedAgain() {
        assertThat(delivery(Answer.of(503, "<html>busy"))).isInstanceOf(RetryLater.class);
    }
}
