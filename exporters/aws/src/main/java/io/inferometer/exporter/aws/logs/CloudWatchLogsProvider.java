package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.aws.cloudwatch.Namespace;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.awsclient.AnswerRule;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsService;
import io.inferometer.exporter.awsclient.AwsSettings;
import io.inferometer.exporter.awsclient.FoundDestination;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Makes the exporter {@code cloudwatch-logs}. */
public final class CloudWatchLogsProvider implements ExporterProvider {

    static final String NAME = "cloudwatch-logs";

    static final AwsService SERVICE = new AwsService(
            NAME,
            "CloudWatch Logs",
            Map.of(
                    "PutLogEvents",
                    AnswerRule.json("nextSequenceToken", "rejectedLogEventsInfo", "rejectedEntityInfo"),
                    "CreateLogGroup",
                    AnswerRule.nothing(),
                    "CreateLogStream",
                    AnswerRule.nothing()));

    private static final String EMF = NAME + ".emf";

    private final Clock clock;

    /** Called by {@link java.util.ServiceLoader}. */
    public CloudWatchLogsProvider() {
        this(Clock.systemUTC());
    }

    CloudWatchLogsProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exporter create(ExporterContext context) {
        AwsSettings settings = new AwsSettings(context);
        if (!settings.flag(EMF)) {
            throw new MissingSettingException(
                    EMF + "=false leaves it nothing to send: set it to true to send metrics as log events");
        }
        String namespace = Namespace.of(settings);
        String group = LogNames.group(settings, context.resource());
        EndpointDimensions.explainChanges(settings, NAME, context.resource());
        LogNames.explainChanges(settings, context.resource());
        AwsConnection<CloudWatchLogsClient> connection =
                AwsConnection.open(SERVICE, context, CloudWatchLogsClient::builder);
        return new CloudWatchLogsExporter(
                context,
                connection,
                new LogStream(connection::client, group, LogNames.stream(context.resource())),
                namespace,
                settings.flag("cloudwatch.high-resolution"),
                clock);
    }

    @Override
    public String destination(ExporterContext context) {
        return FoundDestination.of(SERVICE, context);
    }
}
