package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsFailure;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** Sends one heartbeat per window offered. */
final class SageMakerEdgeExporter implements Exporter {

    private static final String ACTION = "sagemaker:SendHeartbeat";

    private final AwsConnection<SagemakerEdgeClient> connection;
    private final HeartbeatWriter writer;
    private final Duration interval;

    SageMakerEdgeExporter(AwsConnection<SagemakerEdgeClient> connection, HeartbeatWriter writer, Duration interval) {
        this.connection = connection;
        this.writer = writer;
        this.interval = interval;
    }

    @Override
    public Optional<Duration> heartbeat() {
        return Optional.of(interval);
    }

    @Override
    public Delivery export(Window window) {
        Optional<Delivery> missing = connection.missingCredentials();
        if (missing.isPresent()) {
            return missing.get();
        }
        try {
            connection.client().sendHeartbeat(writer.heartbeat(window));
            return Delivery.delivered();
        } catch (RuntimeException failure) {
            return AwsFailure.delivery(failure, ACTION);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
