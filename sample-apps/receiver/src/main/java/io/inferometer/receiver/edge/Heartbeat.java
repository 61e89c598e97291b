package io.inferometer.receiver.edge;

import java.util.List;

/** An accepted heartbeat; what was not sent is null, or empty where it is a list. */
public record Heartbeat(
        String agentVersion,
        String deviceName,
        String deviceFleetName,
        List<EdgeMetric> agentMetrics,
        List<EdgeModel> models,
        DeploymentResult deploymentResult) {

    public Heartbeat {
        agentMetrics = agentMetrics == null ? List.of() : List.copyOf(agentMetrics);
        models = models == null ? List.of() : List.copyOf(models);
    }
}
