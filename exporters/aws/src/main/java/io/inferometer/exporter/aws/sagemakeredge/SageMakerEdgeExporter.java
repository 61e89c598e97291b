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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentResult;

/** Sends a heartbeat for each window offered. */
final class SageMakerEdgeExporter implements Exporter {

    private static final String ACTION = "sagemaker:SendHeartbeat";

    /** What one heartbeat tells of. */
    private record Part(List<ModelStats> models, boolean deployments) {}

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
        return send(window, served);
    }

    /**
     * Sends one heartbeat, or several where one is too large for the service or for something in between. When one of several
     * fails, the models of the rest are lost: told again later, the others would be counted twice.
     */
    private Delivery send(Window window, List<ModelStats> served) {
        Deque<Part> parts = new ArrayDeque<>(List.of(new Part(served, true)));
        long taken = 0;
        long lost = 0;
        String reason = "";
        while (!parts.isEmpty()) {
            Part part = parts.remove();
            try {
                send(window, part);
                taken++;
            } catch (RuntimeException failure) {
                Delivery delivery = AwsFailure.delivery(failure, ACTION);
                if (delivery instanceof Delivery.Rejected rejected) {
                    if (!AwsFailure.isTooLarge(failure) || !divide(part, parts)) {
                        lost += drop(part);
                        reason = rejected.reason();
                    }
                } else if (taken == 0) {
                    return delivery;
                } else {
                    parts.addFirst(part);
                    lost += parts.stream()
                            .mapToLong(rest -> rest.models().size())
                            .sum();
                    reason = ((Delivery.RetryLater) delivery).reason();
                    parts.clear();
                }
            }
        }
        return taken == 0 ? Delivery.rejected(reason) : new Delivery.Delivered(lost, reason);
    }

    private void send(Window window, Part part) {
        DeploymentResult result = part.deployments() ? result(window) : null;
        connection.client().sendHeartbeat(writer.heartbeat(window, part.models(), result, deployments.dropped()));
        if (part.deployments()) {
            deployments.acknowledged();
        }
    }

    /** Returns whether there is less to send at once. */
    private boolean divide(Part part, Deque<Part> parts) {
        List<ModelStats> all = part.models();
        int half = all.size() / 2;
        boolean told = part.deployments() && !deployments.next().isEmpty();
        if (told && !all.isEmpty()) {
            parts.addFirst(new Part(all, false));
            parts.addFirst(new Part(List.of(), true));
        } else if (half > 0) {
            parts.addFirst(new Part(all.subList(half, all.size()), false));
            parts.addFirst(new Part(all.subList(0, half), part.deployments()));
        } else if (told && deployments.next().size() > 1) {
            deployments.halve();
            parts.addFirst(part);
        } else {
            return false;
        }
        return true;
    }

    /** Returns how many models and deployments are lost. */
    private long drop(Part part) {
        long lost = part.models().size();
        if (part.deployments()) {
            lost += deployments.next().size();
            deployments.refused();
        }
        return lost;
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
