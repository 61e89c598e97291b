package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.RequestSequence;
import io.inferometer.exporter.aws.SentNames;
import io.inferometer.exporter.aws.WindowExporter;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsFailure;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentResult;

/** Sends a heartbeat for each window offered. */
final class SageMakerEdgeExporter extends WindowExporter<HeartbeatItems> {

    private final ExporterContext context;
    private final AwsConnection<SagemakerEdgeClient> connection;
    private final HeartbeatWriter writer;
    private final Duration interval;
    private final LoadedModels models = new LoadedModels();
    private final Deployments deployments = new Deployments();
    private List<ModelStats> served = List.of();

    SageMakerEdgeExporter(
            ExporterContext context,
            AwsConnection<SagemakerEdgeClient> connection,
            HeartbeatWriter writer,
            Duration interval) {
        super(connection, new SentNames(context, SageMakerEdgeProvider.NAME, EdgeNames::plainModel, EdgeNames::model));
        this.context = context;
        this.connection = connection;
        this.writer = writer;
        this.interval = interval;
    }

    @Override
    public Optional<Duration> heartbeat() {
        return Optional.of(interval);
    }

    /** A window that cannot be delivered may not come again. */
    @Override
    protected void begin(Window window) {
        served = models.in(window);
        remember(window);
    }

    @Override
    protected Optional<Delivery> refusal(Window window) {
        return Optional.empty();
    }

    @Override
    protected List<ModelStats> models(Window window) {
        return served;
    }

    @Override
    protected HeartbeatItems items(Window window) {
        return new HeartbeatItems(window, served);
    }

    /**
     * Sends one heartbeat, or several where one is too large for the service or for something in between. When one of several
     * fails, the models of the rest are lost: told again later, the others would be counted twice.
     */
    @Override
    protected Delivery send(HeartbeatItems content, WindowProgress progress) {
        Heartbeats heartbeats = new Heartbeats(content);
        Optional<Delivery> failure = heartbeats.send();
        if (heartbeats.accepted == 0) {
            return failure.orElseGet(() -> Delivery.rejected(heartbeats.reason));
        }
        return failure.<Delivery>map(rest -> new Delivery.Delivered(
                        heartbeats.lost + heartbeats.unsent, ((Delivery.RetryLater) rest).reason()))
                .orElseGet(() -> new Delivery.Delivered(heartbeats.lost, heartbeats.reason));
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

    /** What one heartbeat tells of. */
    private record Part(List<ModelStats> models, boolean deployments) {}

    private final class Heartbeats extends RequestSequence<Part> {

        private final HeartbeatItems content;
        private boolean hasBegun;
        private int accepted;
        private int unsent;
        private long lost;
        private String reason = "";

        Heartbeats(HeartbeatItems content) {
            super("sagemaker:SendHeartbeat");
            this.content = content;
            this.unsent = content.size();
        }

        @Override
        protected Optional<Part> next() {
            if (hasBegun) {
                return Optional.empty();
            }
            hasBegun = true;
            return Optional.of(new Part(content.models(), true));
        }

        @Override
        protected Optional<Delivery> put(Part part) {
            DeploymentResult result = part.deployments() ? result(content.window()) : null;
            connection
                    .client()
                    .sendHeartbeat(writer.heartbeat(content.window(), part.models(), result, deployments.dropped()));
            if (part.deployments()) {
                deployments.acknowledged();
            }
            accepted++;
            unsent -= part.models().size();
            return Optional.empty();
        }

        @Override
        protected boolean divide(Part part, RuntimeException failure, Deque<Part> parts) {
            if (!AwsFailure.isTooLarge(failure)) {
                return false;
            }
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

        @Override
        protected void reject(Part part, String why) {
            reason = why;
            unsent -= part.models().size();
            lost += part.models().size();
            if (part.deployments()) {
                lost += deployments.next().size();
                deployments.refused();
            }
        }
    }
}
