package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsFailure;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.UnfinishedWindows;
import io.inferometer.exporter.aws.WindowProgress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/**
 * Sends a window's data in as few requests as the service's limits allow. What the service has taken or refused for good is
 * never sent again, however often the window is offered.
 */
final class CloudWatchExporter implements Exporter {

    /** PutMetricDataRequest.MetricData in the model of the service (API version 2010-08-01). */
    static final int DATA_PER_REQUEST = 1000;

    private static final String ACTION = "cloudwatch:PutMetricData";

    private final AwsConnection<CloudWatchClient> connection;
    private final String namespace;
    private final boolean highResolution;
    private final Clock clock;
    private final UnfinishedWindows unfinished = new UnfinishedWindows();

    CloudWatchExporter(
            AwsConnection<CloudWatchClient> connection, String namespace, boolean highResolution, Clock clock) {
        this.connection = connection;
        this.namespace = namespace;
        this.highResolution = highResolution;
        this.clock = clock;
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
        Data data = new Data(window, highResolution);
        WindowProgress progress = unfinished.of(window, data.size());
        try {
            return send(data, progress);
        } finally {
            unfinished.update(window, progress);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Delivery send(Data data, WindowProgress progress) {
        while (!progress.isFinished()) {
            int[] places = progress.batch(0, DATA_PER_REQUEST);
            List<MetricDatum> fitting = fitting(data, places);
            int[] sent = Arrays.copyOf(places, fitting.size());
            try {
                connection
                        .client()
                        .putMetricData(PutMetricDataRequest.builder()
                                .namespace(namespace)
                                .metricData(fitting)
                                .build());
                progress.accepted(sent);
            } catch (RuntimeException failure) {
                Delivery delivery = AwsFailure.delivery(failure, ACTION);
                if (!(delivery instanceof Delivery.Rejected rejected)) {
                    return delivery;
                }
                // One bad datum spoils its request, not the window.
                progress.rejected(sent, rejected.reason());
            }
        }
        return progress.delivery();
    }

    /** The first of these data, as many as one request has room for: at least one. */
    private List<MetricDatum> fitting(Data data, int[] places) {
        List<MetricDatum> fitting = new ArrayList<>();
        int bytes = RequestSize.ofEmpty(namespace);
        for (int place : places) {
            MetricDatum datum = data.datum(place);
            bytes += RequestSize.of(datum);
            if (bytes > RequestSize.MAX_BYTES) {
                break;
            }
            fitting.add(datum);
        }
        return fitting;
    }
}
