package io.inferometer.exporter.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of the SDK's default chain, wherever and whenever they appear: a chain that found none remembers, for one,
 * that there was no file, so it is made anew for the next look. Used by one thread.
 */
final class FoundCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

    /**
     * Of the places that the chain's message lists, those that are never empty by mere absence of a setting: who sets up a
     * role must hear why it is refused.
     */
    private static final Pattern ROLE = Pattern.compile(
            "(?:WebIdentityTokenCredentialsProvider|WebIdentityTokenFileCredentialsProvider|ContainerCredentialsProvider)"
                    + "\\([^)]*\\): (.*?)(?=, \\w+Provider\\(|]?$)");

    private static final Pattern NOT_SET_UP = Pattern.compile(
            "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE|Cannot fetch credentials from container");

    private static final String WHAT_TO_SET = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in"
            + " AWS_PROFILE, or give the instance or container a role";

    private DefaultCredentialsProvider chain;

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
            return Optional.of("no AWS credentials found: " + refusal(none.getMessage()) + WHAT_TO_SET);
        }
    }

    private static String refusal(String message) {
        Matcher role = ROLE.matcher(message == null ? "" : message);
        while (role.find()) {
            if (!NOT_SET_UP.matcher(role.group(1)).find()) {
                return "the role gives none (" + LogText.foreign(role.group(1)) + "); or ";
            }
        }
        return "";
    }

    @Override
    public void close() {
        if (chain != null) {
            chain.close();
            chain = null;
        }
    }
}
