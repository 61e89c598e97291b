package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.aws.NameRule;
import io.inferometer.exporter.awsclient.AwsSettings;
import java.util.regex.Pattern;

/** Names of log groups and streams, as the model of the service (API version 2014-03-28) wants them. */
final class LogNames {

    private static final String GROUP = "cloudwatch-logs.group";
    private static final String GROUP_PREFIX = "/aws/sagemaker/Endpoints/";
    private static final String GROUP_CHARACTERS = "[.\\-_/#A-Za-z0-9]+";
    private static final Pattern CONFIGURED_GROUP = Pattern.compile("(?!aws/)" + GROUP_CHARACTERS);
    private static final int MAX_LENGTH = 512;

    private static final NameRule ENDPOINT =
            new NameRule(GROUP_CHARACTERS, 1, MAX_LENGTH - GROUP_PREFIX.length(), LogNames::isKeptInGroup, '-');

    private static final String DATA_LOG = "/data-log";
    private static final NameRule STREAM = stream(MAX_LENGTH);
    private static final NameRule DATA_LOG_STREAM = stream(MAX_LENGTH - DATA_LOG.length());

    private LogNames() {}

    /**
     * The group that is configured, else the one that SageMaker gives the endpoint.
     *
     * @throws MissingSettingException when the service would refuse it
     */
    static String group(AwsSettings settings, Resource resource) {
        return settings.text(GROUP).isEmpty()
                ? GROUP_PREFIX + ENDPOINT.name(resource.endpointName())
                : settings.required(
                        GROUP,
                        CONFIGURED_GROUP,
                        MAX_LENGTH,
                        "the name of a log group, 1 to 512 letters, digits and . - _ / #, not beginning with aws/");
    }

    private static NameRule stream(int maxLength) {
        return new NameRule("[^:*\\p{Cntrl}\\p{Cs}]+", 1, maxLength, LogNames::isKeptInStream, '/');
    }

    /** {@code <variant>/<instance>}, as SageMaker names the stream of a container. */
    static String stream(Resource resource) {
        return STREAM.name(resource.variantName(), resource.instanceId());
    }

    /** {@code <variant>/<instance>/data-log}, as SageMaker names the stream of what became of requests. */
    static String dataLogStream(Resource resource) {
        return DATA_LOG_STREAM.name(resource.variantName(), resource.instanceId()) + DATA_LOG;
    }

    /** Says under which names group and stream are found where they are not those of endpoint, variant and instance. */
    static void explainChanges(AwsSettings settings, Resource resource) {
        if (settings.text(GROUP).isEmpty()) {
            settings.explainChange(
                    CloudWatchLogsProvider.NAME,
                    GROUP,
                    GROUP_PREFIX + resource.endpointName(),
                    group(settings, resource));
        }
        settings.explainChange(
                CloudWatchLogsProvider.NAME,
                "variant.name/instance.id",
                resource.variantName() + "/" + resource.instanceId(),
                stream(resource));
    }

    private static boolean isKeptInGroup(int codePoint) {
        return NameRule.isAsciiLetterOrDigit(codePoint) || "._/#".indexOf(codePoint) >= 0;
    }

    private static boolean isKeptInStream(int codePoint) {
        return codePoint != ':'
                && codePoint != '*'
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
