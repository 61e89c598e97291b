package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.awsclient.AnswerRule;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsService;
import io.inferometer.exporter.awsclient.AwsSettings;
import io.inferometer.exporter.awsclient.FoundDestination;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Makes the exporter {@code cloudwatch}. */
public final class CloudWatchProvider implements ExporterProvider {

    static final String NAME = "cloudwatch";

    private static final AwsService SERVICE =
            new AwsService(NAME, "CloudWatch", Map.of("PutMetricData", AnswerRule.xml("PutMetricDataResponse")));

    private final Clock clock;

    /** Called by {@link java.util.ServiceLoader}. */
    public CloudWatchProvider() {
        this(Clock.systemUTC());
    }

    CloudWatchProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exporter create(ExporterContext context) {
        AwsSettings settings = new AwsSettings(context);
        String namespace = Namespace.of(settings);
        EndpointDimensions.explainChanges(settings, NAME, context.resource());
        return new CloudWatchExporter(
                context,
                AwsConnection.open(SERVICE, context, CloudWatchClient::builder),
                namespace,
                settings.flag(NAME + ".high-resolution"),
                clock);
    }

    @Override
    public String destination(ExporterContext context) {
        return FoundDestination.of(SERVICE, context);
    }
}
