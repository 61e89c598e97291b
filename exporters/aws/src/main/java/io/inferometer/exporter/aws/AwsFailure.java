package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Says what an exception of an AWS client means for the window it was thrown for. */
public final class AwsFailure {

    private static final Duration WAIT_FOR_ADMINISTRATOR = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The request came too late, or the machine's clock is wrong, or the credentials are due to be renewed. */
    private static final Set<String> OUT_OF_TIME = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch");

    /** May come with status 400 as well as 403. */
    private static final Set<String> NOT_ALLOWED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "NotAuthorized",
            "OptInRequired",
            "AuthFailure");

    private static final Set<String> TRANSIENT =
            Set.of("RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete", "OperationAbortedException");

    private static final String CHECK = "; check aws.endpoint, or the exporter's own endpoint, and the way there";

    private AwsFailure() {}

    /**
     * Decides whether to try again.
     *
     * @param failure whatever the client threw: not only the SDK's own exceptions, for it also trips over answers that are
     *     odd enough, a negative {@code Retry-After} for one
     * @param action the IAM action that the call needs, {@code service:Action}
     * @return {@code RetryLater} or {@code Rejected}, whose reason holds no key or token
     */
    public static Delivery delivery(RuntimeException failure, String action) {
        return failure instanceof AwsServiceException answer ? answered(answer, action) : unanswered(failure);
    }

    /**
     * Whether the service refused what the request holds, in which case less of it may be taken: one bad item spoils a
     * request, and so does a size (413, also from a proxy).
     *
     * @param failure one that means {@code Rejected}
     */
    public static boolean isAboutContents(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                && (answer.statusCode() == 400 || answer.statusCode() == 413);
    }

    private static Delivery answered(AwsServiceException answer, String action) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = answer.statusCode();
        String said = "HTTP " + status + (code.isEmpty() ? "" : " " + LogText.foreign(code));
        if (OUT_OF_TIME.contains(code)) {
            return new Delivery.RetryLater(
                    Duration.ZERO, said + ": the credentials have expired, or are wrong, or this machine's clock is");
        }
        if (NOT_ALLOWED.contains(code) || status == 401 || status == 403) {
            return new Delivery.RetryLater(
                    WAIT_FOR_ADMINISTRATOR, said + ": allow " + action + " for the credentials in use");
        }
        if (status == 404) {
            return new Delivery.RetryLater(
                    WAIT_FOR_ADMINISTRATOR, said + ": what " + action + " names does not exist at this endpoint");
        }
        String explained = details == null ? said : said + ": " + LogText.foreign(details.errorMessage());
        boolean later = answer.isThrottlingException()
                || TRANSIENT.contains(code)
                || status < 400
                || status == 407
                || status == 408
                || status == 429
                || status >= 500;
        return later ? new Delivery.RetryLater(askedFor(details), explained) : Delivery.rejected(explained);
    }

    /** No service answered: nothing is known to be wrong with the window. */
    private static Delivery unanswered(RuntimeException failure) {
        if (failure instanceof ApiCallTimeoutException) {
            return Delivery.retryLater("no answer in time" + CHECK);
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        return Delivery.retryLater("no answer: "
                + (root.getMessage() == null ? kind : kind + ": " + LogText.foreign(root.getMessage())) + CHECK);
    }

    /** The wait that the service asked for: {@code x-amz-retry-after} in milliseconds, {@code Retry-After} in seconds. */
    private static Duration askedFor(AwsErrorDetails details) {
        Duration asked = header(details, "x-amz-retry-after", Duration.ofMillis(1));
        if (asked.isZero()) {
            asked = header(details, "Retry-After", Duration.ofSeconds(1));
        }
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }

    private static Duration header(AwsErrorDetails details, String name, Duration unit) {
        if (details == null || details.sdkHttpResponse() == null) {
            return Duration.ZERO;
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader(name.toLowerCase(Locale.ROOT))
                .map(String::strip)
                // Retry-After may also be a date (RFC 9110, 10.2.3), which AWS does not send, or nonsense: the caller's
                // own back-off will do.
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> unit.multipliedBy(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
