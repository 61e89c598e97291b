package io.inferometer.exporter.aws.sagemakermetrics;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.RequestSequence;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowExporter;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsError;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsRequest;
import software.amazon.awssdk.services.sagemakermetrics.model.PutMetricsErrorCode;

/** Sends a window's items ten to a call. */
final class SageMakerMetricsExporter extends WindowExporter<MetricItems> {

    /** BatchPutMetricsRequest.MetricData in the model of the service. */
    private static final int ITEMS_PER_CALL = 10;

    /** An item that conflicts so often conflicts with what is stored already. */
    private static final int CONFLICT_TRIES = 10;

    /** The agent waits longer and longer between them: an item that fails for over an hour must not hold up the rest. */
    private static final int INTERNAL_ERROR_TRIES = 100;

    private final ExporterContext context;
    private final AwsConnection<SageMakerMetricsClient> connection;
    private final String trialComponent;
    private final Clock clock;
    private final KnownNames known = new KnownNames();
    private final RefusedNames refused = new RefusedNames();

    SageMakerMetricsExporter(
            ExporterContext context,
            AwsConnection<SageMakerMetricsClient> connection,
            String trialComponent,
            Clock clock) {
        super(
                connection,
                new SentNames(context, SageMakerMetricsProvider.NAME, ModelId::toString, MetricItems::prefix));
        this.context = context;
        this.connection = connection;
        this.trialComponent = trialComponent;
        this.clock = clock;
    }

    @Override
    protected Optional<Delivery> refusal(Window window) {
        return MetricItems.isEmpty(window)
                ? Optional.of(Delivery.nothing())
                : TimeLimits.refusal(window.endMillis(), clock.instant());
    }

    @Override
    protected MetricItems items(Window window) {
        return MetricItems.of(window);
    }

    @Override
    protected Delivery send(MetricItems items, WindowProgress progress) {
        Instant now = clock.instant();
        if (!progress.hasBegun()) {
            dropUnsendable(items, progress, now);
        }
        Requests requests;
        int before;
        do {
            before = progress.unsent();
            requests = new Requests(items, progress, now);
            Optional<Delivery> failure = requests.send();
            if (failure.isPresent()) {
                return failure.get();
            }
            // A service that takes most of what it gets is not down: waiting would cost more windows than it saves
            // requests.
        } while (!progress.isFinished() && progress.unsent() <= before / 2);
        return progress.isFinished()
                ? progress.delivery()
                : Delivery.retryLater(progress.unsent() + " of " + items.size() + " values not stored: "
                        + String.join(", ", requests.retried));
    }

    @Override
    protected void explain(WindowProgress progress) {
        refused.explanation().ifPresent(this::warn);
    }

    private void dropUnsendable(MetricItems items, WindowProgress progress, Instant now) {
        for (int item = 0; item < items.size(); item++) {
            long reportedAt = items.get(item).timestamp().toEpochMilli();
            if (TimeLimits.refusal(reportedAt, now).isPresent()) {
                progress.rejected(item, "reported at a time that the service does not take: " + TimeLimits.RANGE);
            } else if (items.get(item).step() == null) {
                progress.rejected(item, "a step beyond " + Integer.MAX_VALUE);
            } else if (!known.maySend(items.get(item).metricName(), now)) {
                progress.rejected(item, "new metric name, and METRIC_LIMIT_EXCEEDED before");
            }
        }
    }

    /** Sends each item that is not settled once. */
    private final class Requests extends RequestSequence<int[]> {

        private final MetricItems items;
        private final WindowProgress progress;
        private final Instant now;
        /** The error codes of the items that are to be sent again. */
        private final Set<String> retried = new TreeSet<>();

        private int limit = ITEMS_PER_CALL;
        private int start;

        Requests(MetricItems items, WindowProgress progress, Instant now) {
            super("sagemaker:BatchPutMetrics");
            this.items = items;
            this.progress = progress;
            this.now = now;
        }

        @Override
        protected Optional<int[]> next() {
            int[] batch = progress.batch(start, limit);
            if (batch.length == 0) {
                return Optional.empty();
            }
            start = batch[batch.length - 1] + 1;
            return Optional.of(batch);
        }

        @Override
        protected Optional<Delivery> put(int[] batch) {
            BatchPutMetricsRequest request = BatchPutMetricsRequest.builder()
                    .trialComponentName(trialComponent)
                    .metricData(Arrays.stream(batch).mapToObj(items::get).toList())
                    .build();
            book(
                    batch,
                    connection
                            .repeat("BatchPutMetrics", MetricsJson.request(request))
                            .map(MetricsJson::errors)
                            .orElseGet(() ->
                                    connection.client().batchPutMetrics(request).errors()));
            return Optional.empty();
        }

        /** What is too large once is too large again: from now on, requests hold half as much. */
        @Override
        protected boolean divide(int[] batch, RuntimeException failure, Deque<int[]> parts) {
            if (batch.length == 1 || !AwsFailure.isTooLarge(failure)) {
                return false;
            }
            limit = batch.length / 2;
            start = batch[0];
            return true;
        }

        /** One bad item spoils its request, not the window. */
        @Override
        protected void reject(int[] batch, String reason) {
            progress.rejected(batch, reason);
        }

        /** Ticks off what one answer settles. */
        private void book(int[] batch, List<BatchPutMetricsError> errors) {
            PutMetricsErrorCode[] codes = new PutMetricsErrorCode[batch.length];
            for (BatchPutMetricsError error : errors) {
                Integer place = error.metricIndex();
                if (place == null || place < 0 || place >= batch.length) {
                    progress.complaint("the answer speaks of item " + place + " of " + batch.length);
                } else {
                    codes[place] = error.code() == null ? PutMetricsErrorCode.UNKNOWN_TO_SDK_VERSION : error.code();
                }
            }
            for (int place = 0; place < batch.length; place++) {
                String name = items.get(batch[place]).metricName();
                PutMetricsErrorCode code = codes[place];
                if (code == null) {
                    progress.accepted(batch[place]);
                    known.accepted(name);
                    continue;
                }
                switch (code) {
                    case INTERNAL_ERROR, CONFLICT_ERROR -> {
                        boolean conflict = code == PutMetricsErrorCode.CONFLICT_ERROR;
                        int tries = conflict ? CONFLICT_TRIES : INTERNAL_ERROR_TRIES;
                        if (progress.failed(batch[place], code.toString(), tries)) {
                            retried.add(code.toString());
                        }
                    }
                    case METRIC_LIMIT_EXCEEDED -> {
                        progress.rejected(batch[place], code.toString());
                        if (known.refused(name, now)) {
                            warn("trial component " + trialComponent
                                    + " takes no more metric names (METRIC_LIMIT_EXCEEDED):"
                                    + " new ones are dropped, those it has are sent on; set "
                                    + SageMakerMetricsProvider.TRIAL_COMPONENT
                                    + " to a fresh one, or measure fewer models");
                        }
                    }
                    case VALIDATION_ERROR, UNKNOWN_TO_SDK_VERSION -> {
                        progress.rejected(
                                batch[place],
                                code == PutMetricsErrorCode.VALIDATION_ERROR
                                        ? code.toString()
                                        : "refused without a known reason");
                        refused.add(name);
                    }
                }
            }
        }
    }

    private void warn(String line) {
        context.warn(SageMakerMetricsProvider.NAME + ": " + line);
    }
}
