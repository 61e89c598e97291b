package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.AwsSettings;
import java.util.regex.Pattern;

/** The namespace that all metrics go to. */
public final class Namespace {

    private static final String KEY = "cloudwatch.namespace";
    /**
     * Namespace in the model of the service (API version 2010-08-01): no colon at the start; {@code AWS/} is the services'
     * own. The characters are those that the service's reference lists.
     */
    private static final Pattern ALLOWED = Pattern.compile("(?!AWS/)(?! )[0-9A-Za-z._/# -][0-9A-Za-z._/#: -]*(?<! )");

    private static final int MAX_LENGTH = 255;

    private Namespace() {}

    /** @throws MissingSettingException when the service would refuse it */
    public static String of(AwsSettings settings) {
        return settings.required(
                KEY,
                ALLOWED,
                MAX_LENGTH,
                "a namespace of your own such as Inferometer: not beginning with AWS/ or a colon, 1 to 255 letters,"
                        + " digits, blanks and . - _ / # :");
    }
}
