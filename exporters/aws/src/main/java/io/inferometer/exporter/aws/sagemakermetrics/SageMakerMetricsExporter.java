package io.inferometer.exporter.aws.sagemakermetrics;

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
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsError;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsRequest;
import software.amazon.awssdk.services.sagemakermetrics.model.PutMetricsErrorCode;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;

/**
 * Sends a window's items ten to a call. What the service has taken or refused for good is never sent again, however often
 * the window is offered.
 */
final class SageMakerMetricsExporter implements Exporter {

    /** BatchPutMetricsRequest.MetricData in the model of the service. */
    private static final int ITEMS_PER_CALL = 10;

    /** An item that conflicts so often conflicts with what is stored already. */
    private static final int CONFLICT_TRIES = 10;

    /** The agent waits longer and longer between them: an item that fails for over an hour must not hold up the rest. */
    private static final int INTERNAL_ERROR_TRIES = 100;

    private static final String ACTION = "sagemaker:BatchPutMetrics";

    private final ExporterContext context;
    private final AwsConnection<SageMakerMetricsClient> connection;
    private final String trialComponent;
    private final Clock clock;
    private final UnfinishedWindows unfinished = new UnfinishedWindows();
    private final KnownNames known = new KnownNames();
    private final RefusedNames refused = new RefusedNames();
    private final SentNames names;

    SageMakerMetricsExporter(
            ExporterContext context,
            AwsConnection<SageMakerMetricsClient> connection,
            String trialComponent,
            Clock clock) {
        this.context = context;
        this.connection = connection;
        this.trialComponent = trialComponent;
        this.clock = clock;
        this.names = new SentNames(context, SageMakerMetricsProvider.NAME, ModelId::toString, MetricItems::prefix);
    }

    @Override
    public Delivery export(Window window) {
        List<RawMetricData> items = MetricItems.of(window);
        if (items.isEmpty()) {
            return Delivery.nothing();
        }
        Instant now = clock.instant();
        Optional<Delivery> refusal = TimeLimits.refusal(window.endMillis(), now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Delivery> missing = connection.missingCredentials();
        if (missing.isPresent()) {
            return missing.get();
        }
        names.explain(window.models());
        WindowProgress progress = unfinished.of(window, items.size());
        try {
            return send(items, progress, now);
        } finally {
            unfinished.update(window, progress);
            refused.explanation().ifPresent(this::warn);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Delivery send(List<RawMetricData> items, WindowProgress progress, Instant now) {
        if (!progress.hasBegun()) {
            dropUnsendable(items, progress, now);
        }
        Set<String> retried;
        int before;
        do {
            before = progress.unsent();
            retried = new TreeSet<>();
            Optional<Delivery> failure = sendEach(items, progress, retried, now);
            if (failure.isPresent()) {
                return failure.get();
            }
            // A service that takes most of what it gets is not down: waiting would cost more windows than it saves
            // requests.
        } while (!progress.isFinished() && progress.unsent() <= before / 2);
        return progress.isFinished()
                ? progress.delivery()
                : Delivery.retryLater(progress.unsent() + " of " + items.size() + " values not stored: "
                        + String.join(", ", retried));
    }

    /**
     * Sends each item that is not settled once.
     *
     * @param retried takes the error codes of the items that are not settled by that
     * @return why the rest was not sent
     */
    private Optional<Delivery> sendEach(
            List<RawMetricData> items, WindowProgress progress, Set<String> retried, Instant now) {
        int limit = ITEMS_PER_CALL;
        int[] batch = progress.batch(0, limit);
        while (batch.length > 0) {
            int next = batch[batch.length - 1] + 1;
            try {
                retried.addAll(book(items, batch, put(items, batch), progress, now));
            } catch (RuntimeException failure) {
                Delivery delivery = AwsFailure.delivery(failure, ACTION);
                if (!(delivery instanceof Delivery.Rejected rejected)) {
                    return Optional.of(delivery);
                }
                if (batch.length > 1 && AwsFailure.isTooLarge(failure)) {
                    limit = batch.length / 2;
                    next = batch[0];
                } else {
                    // One bad item spoils its request, not the window.
                    progress.rejected(batch, rejected.reason());
                }
            }
            batch = progress.batch(next, limit);
        }
        return Optional.empty();
    }

    private List<BatchPutMetricsError> put(List<RawMetricData> items, int[] batch) {
        return connection
                .client()
                .batchPutMetrics(BatchPutMetricsRequest.builder()
                        .trialComponentName(trialComponent)
                        .metricData(Arrays.stream(batch).mapToObj(items::get).toList())
                        .build())
                .errors();
    }

    private void dropUnsendable(List<RawMetricData> items, WindowProgress progress, Instant now) {
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

    /**
     * Ticks off what one answer settles.
     *
     * @return the error codes of the items that it does not
     */
    private Set<String> book(
            List<RawMetricData> items,
            int[] batch,
            List<BatchPutMetricsError> errors,
            WindowProgress progress,
            Instant now) {
        PutMetricsErrorCode[] codes = new PutMetricsErrorCode[batch.length];
        for (BatchPutMetricsError error : errors) {
            Integer place = error.metricIndex();
            if (place == null || place < 0 || place >= batch.length) {
                progress.complaint("the answer speaks of item " + place + " of " + batch.length);
            } else {
                codes[place] = error.code() == null ? PutMetricsErrorCode.UNKNOWN_TO_SDK_VERSION : error.code();
            }
        }
        Set<String> retried = new TreeSet<>();
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
        return retried;
    }

    private void warn(String line) {
        context.warn(SageMakerMetricsProvider.NAME + ": " + line);
    }
}
