package io.inferometer.exporter.awsclient;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of the SDK's default chain, wherever and whenever they appear, and however often they are replaced. A
 * chain remembers that there was no file, or what was in it, or what a service gave: one that found nothing, or whose keys
 * are refused, is made anew for the next look. Used by one thread.
 */
final class FoundCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

    /**
     * Of the places that the chain's message lists, those that are never empty by mere absence of a setting: who sets up a
     * role must hear why it is refused.
     */
    private static final Pattern ROLE = Pattern.compile(
            "(?:WebIdentityTokenCredentialsProvider|WebIdentityTokenFileCredentialsProvider|ContainerCredentialsProvider)\\([^)]*\\):"
                    + " (.*?)(?=, \\w+Provider\\(|]?$)");

    private static final Pattern NOT_SET_UP = Pattern.compile(
            "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE|Cannot fetch credentials from container");

    private static final String WHAT_TO_SET = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in"
            + " AWS_PROFILE, or give the instance or container a role";

    /** Codes that may come with status 400. Besides them, every 401 and 403 is a refusal. */
    private static final Set<String> REFUSED = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure");

    /** Services that issue credentials, and processes that do, are not to be asked at each refusal. */
    private static final long BETWEEN_RENEWALS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private DefaultCredentialsProvider chain;
    private boolean isRenewed;
    private long renewed;

    FoundCredentials() {
        this(System::nanoTime);
    }

    FoundCredentials(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (chain == null) {
            chain = DefaultCredentialsProvider.builder().build();
        }
        try {
            return chain.resolveCredentials();
        } catch (SdkClientException none) {
            close();
            throw none;
        }
    }

    /** Why there are none, and what to do, in one line; empty when there are some. */
    Optional<String> missing() {
        try {
            resolveCredentials();
            return Optional.empty();
        } catch (SdkClientException none) {
            // The whole message lists every place where nothing was found; what to set is shorter and more use.
            return Optional.of("no AWS credentials found: "
                    + role(none.getMessage()).or(NamedProfile::problem).orElse(WHAT_TO_SET));
        }
    }

    /** Sees to it that a service's refusal of the keys makes them be looked for again. */
    ExecutionInterceptor refusals() {
        return new ExecutionInterceptor() {
            @Override
            public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
                if (context.exception() instanceof AwsServiceException answer) {
                    renewIfRefused(answer);
                }
            }
        };
    }

    /** Makes the keys be looked for again where a service has refused them. */
    void renewIfRefused(AwsServiceException answer) {
        if (isRefusal(answer)) {
            renew();
        }
    }

    private void renew() {
        long now = nanoTime.getAsLong();
        if (!isRenewed || now - renewed >= BETWEEN_RENEWALS) {
            isRenewed = true;
            renewed = now;
            close();
        }
    }

    private static boolean isRefusal(AwsServiceException answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || (answer.awsErrorDetails() != null
                        && answer.awsErrorDetails().errorCode() != null
                        && REFUSED.contains(answer.awsErrorDetails().errorCode()));
    }

    /** Why a role that is set up gives no credentials. */
    private static Optional<String> role(String message) {
        Matcher role = ROLE.matcher(message == null ? "" : message);
        while (role.find()) {
            if (!NOT_SET_UP.matcher(role.group(1)).find()) {
                return Optional.of("the role gives none (" + LogText.foreign(role.group(1)) + "); or " + WHAT_TO_SET);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (chain != null) {
            chain.close();
            chain = null;
        }
    }
}
