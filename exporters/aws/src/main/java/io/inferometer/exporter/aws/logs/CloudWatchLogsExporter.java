package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.UnfinishedWindows;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Writes each window's metrics as embedded-metric events. */
final class CloudWatchLogsExporter implements Exporter {

    private final ExporterContext context;
    private final AwsConnection<CloudWatchLogsClient> connection;
    private final LogWriter writer;
    private final String namespace;
    private final boolean highResolution;
    private final boolean awsSpelling;
    private final Clock clock;
    private final UnfinishedWindows unfinished = new UnfinishedWindows();
    private final SentNames names;
    private boolean hasExplainedThinning;

    CloudWatchLogsExporter(
            ExporterContext context,
            AwsConnection<CloudWatchLogsClient> connection,
            LogStream stream,
            String namespace,
            boolean highResolution,
            Clock clock) {
        this.context = context;
        this.connection = connection;
        this.writer = new LogWriter(stream, clock);
        this.namespace = namespace;
        this.highResolution = highResolution;
        this.awsSpelling = AsyncMetrics.hasAwsSpelling(context);
        this.clock = clock;
        this.names = new SentNames(context, CloudWatchLogsProvider.NAME, ModelId::toString, EndpointDimensions::model);
    }

    @Override
    public Delivery export(Window window) {
        Optional<Delivery> refusal = TimeLimits.refusal(window.startMillis(), clock.instant());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Delivery> missing = connection.missingCredentials();
        if (missing.isPresent()) {
            return missing.get();
        }
        names.explain(window.models());
        EmfEvents events = new EmfEvents(window, namespace, highResolution, awsSpelling);
        explainThinning(events);
        WindowProgress progress = unfinished.of(window, events.size());
        try {
            return writer.write(events, progress);
        } finally {
            unfinished.update(window, progress);
        }
    }

    @Override
    public void close() {
        connection.close();
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
