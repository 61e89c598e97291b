package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowExporter;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.awsclient.AwsConnection;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Writes each window's metrics as embedded-metric events. */
final class CloudWatchLogsExporter extends WindowExporter<EmfEvents> {

    private final ExporterContext context;
    private final LogWriter writer;
    private final String namespace;
    private final boolean highResolution;
    private final boolean awsSpelling;
    private final Clock clock;
    private boolean hasExplainedThinning;

    CloudWatchLogsExporter(
            ExporterContext context,
            AwsConnection<CloudWatchLogsClient> connection,
            LogStream stream,
            String namespace,
            boolean highResolution,
            Clock clock) {
        super(
                connection,
                new SentNames(context, CloudWatchLogsProvider.NAME, ModelId::toString, EndpointDimensions::model));
        this.context = context;
        this.writer = new LogWriter(stream, clock);
        this.namespace = namespace;
        this.highResolution = highResolution;
        this.awsSpelling = AsyncMetrics.hasAwsSpelling(context);
        this.clock = clock;
    }

    @Override
    protected Optional<Delivery> refusal(Window window) {
        return TimeLimits.refusal(window.startMillis(), clock.instant());
    }

    @Override
    protected EmfEvents items(Window window) {
        EmfEvents events = new EmfEvents(window, namespace, highResolution, awsSpelling);
        explainThinning(events);
        return events;
    }

    @Override
    protected Delivery send(EmfEvents events, WindowProgress progress) {
        return writer.write(events, progress);
    }

    private void explainThinning(EmfEvents events) {
        if (events.areThinned() && !hasExplainedThinning) {
            hasExplainedThinning = true;
            context.warn(CloudWatchLogsProvider.NAME + ": a model had more than " + EmfSubject.MAX_VALUES
                    + " calls in one window: ModelLatency is then sent as about as many values of the same shape, so that"
                    + " its SampleCount and Sum are too low; Invocations stays exact, and the exporter cloudwatch, or a"
                    + " shorter interval, keeps both exact");
        }
    }
}
