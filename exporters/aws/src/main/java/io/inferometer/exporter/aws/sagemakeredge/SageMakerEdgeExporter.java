package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsFailure;
import io.inferometer.exporter.aws.SentNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentResult;

/** Sends one heartbeat per window offered. */
final class SageMakerEdgeExporter implements Exporter {

    private static final String ACTION = "sagemaker:SendHeartbeat";

    private final ExporterContext context;
    private final AwsConnection<SagemakerEdgeClient> connection;
    private final HeartbeatWriter writer;
    private final Duration interval;
    private final LoadedModels models = new LoadedModels();
    private final Deployments deployments = new Deployments();
    private final SentNames names;

    SageMakerEdgeExporter(
            ExporterContext context,
            AwsConnection<SagemakerEdgeClient> connection,
            HeartbeatWriter writer,
            Duration interval) {
        this.context = context;
        this.connection = connection;
        this.writer = writer;
        this.interval = interval;
        this.names = new SentNames(context, SageMakerEdgeProvider.NAME, EdgeNames::plainModel, EdgeNames::model);
    }

    @Override
    public Optional<Duration> heartbeat() {
        return Optional.of(interval);
    }

    @Override
    public Delivery export(Window window) {
        // First of all, for a window that cannot be delivered may not come again.
        List<ModelStats> served = models.in(window);
        remember(window);
        Optional<Delivery> missing = connection.missingCredentials();
        if (missing.isPresent()) {
            return missing.get();
        }
        names.explain(served);
        try {
            connection.client().sendHeartbeat(writer.heartbeat(window, served, result(window), deployments.dropped()));
            deployments.acknowledged();
            return Delivery.delivered();
        } catch (RuntimeException failure) {
            Delivery delivery = AwsFailure.delivery(failure, ACTION);
            if (delivery instanceof Delivery.Rejected) {
                deployments.refused();
            }
            return delivery;
        }
    }

    private void remember(Window window) {
        deployments.add(window);
        Deployment dropped = deployments.newlyDropped();
        if (dropped != null) {
            context.warn(SageMakerEdgeProvider.NAME + ": more than " + Deployments.MAX_WAITING
                    + " loads and closes of models wait for a heartbeat that is taken; the oldest are dropped, from "
                    + dropped.kind() + " " + dropped.model() + " on; AgentDroppedDeployments counts them");
        }
    }

    /** Null when there is nothing to tell. */
    private DeploymentResult result(Window window) {
        List<Deployment> next = deployments.next();
        return next.isEmpty()
                ? null
                : DeploymentWriter.result(
                        EdgeNames.HANDLE.name(window.resource().runId(), Long.toString(deployments.number())), next);
    }

    @Override
    public void close() {
        connection.close();
    }
}
