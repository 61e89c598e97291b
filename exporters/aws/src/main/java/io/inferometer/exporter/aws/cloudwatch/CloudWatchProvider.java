package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsSettings;
import io.inferometer.exporter.aws.FoundDestination;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import java.time.Clock;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Makes the exporter {@code cloudwatch}. */
public final class CloudWatchProvider implements ExporterProvider {

    static final String NAME = "cloudwatch";

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
                AwsConnection.open(NAME, context, CloudWatchClient::builder),
                namespace,
                settings.flag(NAME + ".high-resolution"),
                clock);
    }

    @Override
    public String destination(ExporterContext context) {
        return FoundDestination.of(NAME, context);
    }
}
