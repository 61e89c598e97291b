package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.RequestSequence;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowExporter;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsFailure;
import java.time.Clock;
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
 * halved until only what is wrong with it is lost.
 */
final class CloudWatchExporter extends WindowExporter<Data> {

    /** PutMetricDataRequest.MetricData in the model of the service (API version 2010-08-01). */
    static final int DATA_PER_REQUEST = 1000;

    /** How many requests of one window may be halved: a bad datum among a thousand takes ten, so six are always found. */
    static final int HALVINGS = 64;

    /**
     * The same as long as nothing was taken: a request, its halves, quarters and eighths, and one sixteenth. When all of
     * them are refused, it is likely not for single data but for what they have in common, their time for one.
     */
    static final int HALVINGS_BEFORE_SUCCESS = 16;

    private final ExporterContext context;
    private final AwsConnection<CloudWatchClient> connection;
    private final String namespace;
    private final boolean highResolution;
    private final boolean awsSpelling;
    private final Clock clock;
    private final RefusedSeries refused = new RefusedSeries();

    CloudWatchExporter(
            ExporterContext context,
            AwsConnection<CloudWatchClient> connection,
            String namespace,
            boolean highResolution,
            Clock clock) {
        super(
                connection,
                new SentNames(context, CloudWatchProvider.NAME, ModelId::toString, EndpointDimensions::model));
        this.context = context;
        this.connection = connection;
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
    protected Data items(Window window) {
        return new Data(window, highResolution, awsSpelling);
    }

    @Override
    protected Delivery send(Data data, WindowProgress progress) {
        return new Requests(data, progress).send().orElseGet(progress::delivery);
    }

    @Override
    protected void explain(WindowProgress progress) {
        if (progress.hasAccepted()) {
            refused.explanations().forEach(line -> context.warn(CloudWatchProvider.NAME + ": " + line));
        } else if (progress.isFinished()) {
            refused.forgetUnexplained();
        }
    }

    /**
     * The larger parts of a refused request go first, so that it soon shows whether the service takes anything. A cut lasts
     * over attempts, so that the search for what is wrong goes on where an outage stopped it.
     */
    private final class Requests extends RequestSequence<List<PlacedDatum>> {

        private final Data data;
        private final WindowProgress progress;

        Requests(Data data, WindowProgress progress) {
            super("cloudwatch:PutMetricData");
            this.data = data;
            this.progress = progress;
        }

        /** As many of the data that are not settled as may go out in one request: at least one. */
        @Override
        protected Optional<List<PlacedDatum>> next() {
            if (progress.isFinished()) {
                return Optional.empty();
            }
            List<PlacedDatum> fitting = new ArrayList<>();
            int bytes = RequestSize.ofEmpty(namespace);
            int[] places = candidates();
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
            return Optional.of(fitting);
        }

        /** Data that were refused before go last, with their like. */
        private int[] candidates() {
            int[] places = progress.batch(0, progress.unsent());
            if (refused.isEmpty()) {
                return places;
            }
            int[] blameless = Arrays.stream(places)
                    .filter(place -> !refused.contains(data.name(place)))
                    .toArray();
            return blameless.length == 0 ? places : blameless;
        }

        @Override
        protected Optional<Delivery> put(List<PlacedDatum> part) {
            connection
                    .client()
                    .putMetricData(PutMetricDataRequest.builder()
                            .namespace(namespace)
                            .metricData(part.stream().map(PlacedDatum::datum).toList())
                            .build());
            progress.accepted(places(part));
            return Optional.empty();
        }

        @Override
        protected boolean divide(List<PlacedDatum> part, RuntimeException failure, Deque<List<PlacedDatum>> parts) {
            if (part.size() == 1 || !mayHalve(failure)) {
                return false;
            }
            int half = part.size() / 2;
            if (AwsFailure.isTooLarge(failure)) {
                progress.cut(part.get(half).place());
            } else {
                progress.cutInSearch(part.get(half).place());
            }
            parts.add(part.subList(0, half));
            parts.add(part.subList(half, part.size()));
            return true;
        }

        /** Halves of what is too large fit sooner or later; the search for wrong data may be in vain. */
        private boolean mayHalve(RuntimeException failure) {
            return AwsFailure.isTooLarge(failure)
                    || (AwsFailure.isAboutContents(failure)
                            && progress.searches() < (progress.hasAccepted() ? HALVINGS : HALVINGS_BEFORE_SUCCESS));
        }

        @Override
        protected void reject(List<PlacedDatum> part, String reason) {
            progress.rejected(places(part), reason);
            if (part.size() == 1) {
                refused.add(data.name(part.get(0).place()), reason);
            }
        }

        private static int[] places(List<PlacedDatum> part) {
            return part.stream().mapToInt(PlacedDatum::place).toArray();
        }
    }
}
