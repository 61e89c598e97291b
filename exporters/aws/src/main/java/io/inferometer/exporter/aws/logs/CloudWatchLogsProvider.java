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
import java.util.Optional;
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
    private static final String DATA_LOG = NAME + ".data-log";

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
        boolean hasMetrics = settings.flag(EMF);
        boolean hasLines = settings.flag(DATA_LOG);
        if (!hasMetrics && !hasLines) {
            throw new MissingSettingException(
                    EMF + "=false and " + DATA_LOG + "=false leave nothing to send: set one of them to true");
        }
        String namespace = Namespace.of(settings);
        String group = LogNames.group(settings, context.resource());
        EndpointDimensions.explainChanges(settings, NAME, context.resource());
        LogNames.explainChanges(settings, context.resource());
        AwsConnection<CloudWatchLogsClient> connection =
                AwsConnection.open(SERVICE, context, CloudWatchLogsClient::builder);
        LogStream metrics = new LogStream(connection::client, group, LogNames.stream(context.resource()));
        LogStream lines = new LogStream(connection::client, group, LogNames.dataLogStream(context.resource()));
        return new CloudWatchLogsExporter(
                context,
                connection,
                hasMetrics ? Optional.of(metrics) : Optional.empty(),
                hasLines ? Optional.of(lines) : Optional.empty(),
                namespace,
                settings.flag("cloudwatch.high-resolution"),
                clock);
    }

    @Override
    public String destination(ExporterContext context) {
        return FoundDestination.of(SERVICE, context);
    }
}
