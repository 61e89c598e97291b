package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowExporter;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.aws.logs.StreamEvents.Part;
import io.inferometer.exporter.awsclient.AwsConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Writes each window's metrics as embedded-metric events, and the lines of its queued requests, each to a stream of its own. */
final class CloudWatchLogsExporter extends WindowExporter<StreamEvents> {

    private final ExporterContext context;
    private final Optional<LogWriter> metrics;
    private final Optional<LogWriter> lines;
    private final String namespace;
    private final boolean highResolution;
    private final boolean awsSpelling;
    private final Clock clock;
    private boolean hasExplainedThinning;

    /**
     * @param metrics where metrics go; empty if they are not sent
     * @param lines where lines of requests go; empty if they are not sent
     */
    CloudWatchLogsExporter(
            ExporterContext context,
            AwsConnection<CloudWatchLogsClient> connection,
            Optional<LogStream> metrics,
            Optional<LogStream> lines,
            String namespace,
            boolean highResolution,
            Clock clock) {
        super(
                connection,
                new SentNames(context, CloudWatchLogsProvider.NAME, ModelId::toString, EndpointDimensions::model));
        this.context = context;
        this.metrics = metrics.map(stream -> new LogWriter(stream, clock));
        this.lines = lines.map(stream -> new LogWriter(stream, clock));
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
    protected List<ModelStats> models(Window window) {
        return metrics.isPresent() ? window.models() : List.of();
    }

    @Override
    protected StreamEvents items(Window window) {
        List<Part> parts = new ArrayList<>();
        metrics.ifPresent(writer -> {
            EmfEvents events = new EmfEvents(window, namespace, highResolution, awsSpelling);
            explainThinning(events);
            parts.add(new Part(writer, events));
        });
        lines.ifPresent(writer -> parts.add(new Part(writer, new DataLogEvents(window.requestLines()))));
        return new StreamEvents(parts);
    }

    @Override
    protected Delivery send(StreamEvents events, WindowProgress progress) {
        int first = 0;
        for (Part part : events.parts()) {
            Optional<Delivery> end = part.writer().write(part.events(), first, progress);
            if (end.isPresent()) {
                return end.get();
            }
            first += part.events().size();
        }
        return progress.delivery();
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
