package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsFailure;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.UnfinishedWindows;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/**
 * Sends a window's data in as few requests as the service's limits allow. A request that is refused for what it holds is
 * halved until only what is wrong with it is lost. What the service has taken or refused for good is never sent again,
 * however often the window is offered.
 */
final class CloudWatchExporter implements Exporter {

    /** PutMetricDataRequest.MetricData in the model of the service (API version 2010-08-01). */
    static final int DATA_PER_REQUEST = 1000;

    /** How many requests of one window may be halved: a bad datum among a thousand takes ten, so six are always found. */
    static final int HALVINGS = 64;

    /**
     * The same as long as nothing was taken: a request, its halves, quarters and eighths, and one sixteenth. When all of
     * them are refused, it is likely not for single data but for what they have in common, their time for one.
     */
    static final int HALVINGS_BEFORE_SUCCESS = 16;

    private static final String ACTION = "cloudwatch:PutMetricData";

    private final ExporterContext context;
    private final AwsConnection<CloudWatchClient> connection;
    private final String namespace;
    private final boolean highResolution;
    private final boolean awsSpelling;
    private final Clock clock;
    private final UnfinishedWindows unfinished = new UnfinishedWindows();
    private final RefusedSeries refused = new RefusedSeries();
    private final SentNames names;

    CloudWatchExporter(
            ExporterContext context,
            AwsConnection<CloudWatchClient> connection,
            String namespace,
            boolean highResolution,
            Clock clock) {
        this.context = context;
        this.connection = connection;
        this.namespace = namespace;
        this.highResolution = highResolution;
        this.awsSpelling = AsyncMetrics.hasAwsSpelling(context);
        this.clock = clock;
        this.names = new SentNames(context, CloudWatchProvider.NAME, ModelId::toString, EndpointDimensions::model);
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
        Data data = new Data(window, highResolution, awsSpelling);
        WindowProgress progress = unfinished.of(window, data.size());
        try {
            return send(data, progress);
        } finally {
            unfinished.update(window, progress);
            explain(progress);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Delivery send(Data data, WindowProgress progress) {
        while (!progress.isFinished()) {
            Optional<Delivery> failure = sendInParts(data, next(data, progress), progress);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return progress.delivery();
    }

    /**
     * Settles these data. The larger parts go first, so that it soon shows whether the service takes anything. A cut lasts
     * over attempts, so that the search for what is wrong goes on where an outage stopped it.
     *
     * @return why the rest cannot be sent now
     */
    private Optional<Delivery> sendInParts(Data data, List<PlacedDatum> whole, WindowProgress progress) {
        Deque<List<PlacedDatum>> parts = new ArrayDeque<>(List.of(whole));
        while (!parts.isEmpty()) {
            List<PlacedDatum> part = parts.remove();
            int[] places = part.stream().mapToInt(PlacedDatum::place).toArray();
            try {
                put(part);
                progress.accepted(places);
            } catch (RuntimeException failure) {
                Delivery delivery = AwsFailure.delivery(failure, ACTION);
                if (!(delivery instanceof Delivery.Rejected rejected)) {
                    return Optional.of(delivery);
                }
                if (part.size() > 1 && mayHalve(failure, progress)) {
                    int half = part.size() / 2;
                    cut(progress, places[half], failure);
                    parts.add(part.subList(0, half));
                    parts.add(part.subList(half, part.size()));
                    continue;
                }
                progress.rejected(places, rejected.reason());
                if (part.size() == 1) {
                    refused.add(data.name(places[0]), rejected.reason());
                }
            }
        }
        return Optional.empty();
    }

    private static void cut(WindowProgress progress, int place, RuntimeException failure) {
        if (AwsFailure.isTooLarge(failure)) {
            progress.cut(place);
        } else {
            progress.cutInSearch(place);
        }
    }

    /** Halves of what is too large fit sooner or later; the search for wrong data may be in vain. */
    private static boolean mayHalve(RuntimeException failure, WindowProgress progress) {
        if (AwsFailure.isTooLarge(failure)) {
            return true;
        }
        return AwsFailure.isAboutContents(failure)
                && progress.searches() < (progress.hasAccepted() ? HALVINGS : HALVINGS_BEFORE_SUCCESS);
    }

    private void put(List<PlacedDatum> part) {
        connection
                .client()
                .putMetricData(PutMetricDataRequest.builder()
                        .namespace(namespace)
                        .metricData(part.stream().map(PlacedDatum::datum).toList())
                        .build());
    }

    /** As many of the data that are not settled as may go out in one request: at least one. */
    private List<PlacedDatum> next(Data data, WindowProgress progress) {
        List<PlacedDatum> fitting = new ArrayList<>();
        int bytes = RequestSize.ofEmpty(namespace);
        int[] places = candidates(data, progress);
        for (int place : places) {
            MetricDatum datum = data.datum(place);
            bytes += RequestSize.of(datum);
            if (bytes > RequestSize.MAX_BYTES
                    || fitting.size() == DATA_PER_REQUEST
                    || !progress.isUncut(places[0], place)) {
                break;
            }
            fitting.add(new PlacedDatum(place, datum));
        }
        return fitting;
    }

    /** Data that were refused before go last, with their like. */
    private int[] candidates(Data data, WindowProgress progress) {
        int[] places = progress.batch(0, progress.unsent());
        if (refused.isEmpty()) {
            return places;
        }
        int[] blameless = Arrays.stream(places)
                .filter(place -> !refused.contains(data.name(place)))
                .toArray();
        return blameless.length == 0 ? places : blameless;
    }

    private void explain(WindowProgress progress) {
        if (progress.hasAccepted()) {
            refused.explanations().forEach(line -> context.warn(CloudWatchProvider.NAME + ": " + line));
        } else if (progress.isFinished()) {
            refused.forgetUnexplained();
        }
    }
}
