package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.Delivery;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired");

    /** Beside status 413, which a proxy sends as well. */
    private static final Pattern TOO_LARGE = Pattern.compile("(?i)too_?large|(length|size)(limit)?exceeded");

    private static final Pattern TOO_LARGE_MESSAGE =
            Pattern.compile("(?i)too large|request must be smaller|exceeds? .*(size|bytes)|(size|length) .*exceeds?");

    private static final String CHECK_CREDENTIALS = ". Check credentials, region and clock";

    private static final String CHECK_ENDPOINT =
            "; check aws.endpoint, the exporter's own endpoint, the proxy settings and the network";

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
     * Whether a request was too large, for the service or for something in between: half of it may be taken.
     *
     * @param failure one that means {@code Rejected}
     */
    public static boolean isTooLarge(RuntimeException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return false;
        }
        return answer.statusCode() == 413
                || TOO_LARGE.matcher(code(answer)).find()
                || (answer.statusCode() == 400
                        && TOO_LARGE_MESSAGE
                                .matcher(LogText.beginning(message(answer)))
                                .find());
    }

    /**
     * Whether the service refused what the request holds, in which case less of it may be taken: one bad item spoils a
     * request, and so does a size.
     *
     * @param failure one that means {@code Rejected}
     */
    public static boolean isAboutContents(RuntimeException failure) {
        return isTooLarge(failure) || (failure instanceof AwsServiceException answer && answer.statusCode() == 400);
    }

    private static Delivery answered(AwsServiceException answer, String action) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = code(answer);
        int status = answer.statusCode();
        if (OUT_OF_TIME.contains(code)) {
            return new Delivery.RetryLater(Duration.ZERO, messageFirst(answer) + CHECK_CREDENTIALS + ".");
        }
        if (NOT_ALLOWED.contains(code) || status == 401 || status == 403) {
            return new Delivery.RetryLater(WAIT_FOR_ADMINISTRATOR, messageFirst(answer) + remedy(code, action));
        }
        if (status == 404) {
            return new Delivery.RetryLater(
                    WAIT_FOR_ADMINISTRATOR,
                    messageFirst(answer) + ". What " + action
                            + " names does not exist at this endpoint: create it, or check"
                            + " the exporter's settings and aws.endpoint.");
        }
        if (isTooLarge(answer)) {
            return Delivery.rejected(messageFirst(answer) + ": the request is too large");
        }
        if (status < 400) {
            return Delivery.retryLater("HTTP " + status + ", a redirect, which is not followed" + CHECK_ENDPOINT);
        }
        if (code.isEmpty()) {
            // Every service names its errors.
            return new Delivery.RetryLater(
                    askedFor(details),
                    messageFirst(answer) + ", as a proxy or load balancer may answer" + CHECK_ENDPOINT);
        }
        String message = LogText.foreign(message(answer));
        String explained = "HTTP " + status + " " + LogText.foreign(code) + (message.isEmpty() ? "" : ": " + message);
        boolean later = answer.isThrottlingException()
                || TRANSIENT.contains(code)
                || status == 407
                || status == 408
                || status == 429
                || status >= 500;
        return later ? new Delivery.RetryLater(askedFor(details), explained) : Delivery.rejected(explained);
    }

    private static String remedy(String code, String action) {
        if (NOT_ALLOWED.contains(code) && !DENIED.contains(code)) {
            return CHECK_CREDENTIALS + ", and allow " + action + ".";
        }
        // A proxy refuses without a name.
        return ". Allow " + action + " for the credentials in use" + (code.isEmpty() ? CHECK_ENDPOINT : ".");
    }

    /** What the service said, then its name for it, without a full stop. */
    private static String messageFirst(AwsServiceException answer) {
        String code = LogText.foreign(code(answer));
        String message = LogText.foreign(message(answer)).replaceFirst("[.\\s]+$", "");
        String said = message.isEmpty() ? code : message + (code.isEmpty() ? "" : " (" + code + ")");
        return "HTTP " + answer.statusCode() + ": " + (said.isEmpty() ? "no reason given" : said);
    }

    private static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String message(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "" : details.errorMessage();
    }

    /** No service answered: nothing is known to be wrong with the window. */
    private static Delivery unanswered(RuntimeException failure) {
        if (failure instanceof ForeignAnswerException foreign) {
            return Delivery.retryLater(foreign.getMessage() + CHECK_ENDPOINT);
        }
        String address = address(failure);
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root && !(root instanceof ApiCallTimeoutException)) {
            root = root.getCause();
        }
        if (root instanceof ApiCallTimeoutException) {
            return Delivery.retryLater("no answer in time" + address + CHECK_ENDPOINT);
        }
        String kind = root.getClass().getSimpleName();
        return Delivery.retryLater("no answer: "
                + (root.getMessage() == null ? kind : kind + ": " + LogText.foreign(root.getMessage())) + address
                + CHECK_ENDPOINT);
    }

    /** Whom the request was for, in brackets; empty if that is not known. */
    private static String address(Throwable failure) {
        Throwable cause = failure instanceof ApiCallTimeoutException ? failure.getCause() : failure;
        return cause instanceof NoAnswerException none ? " (" + none.address() + ")" : "";
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
