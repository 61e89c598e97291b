package io.inferometer.receiver.edge;

import java.util.List;

/**
 * What became of a deployment; what was not sent is null, or empty where it is a list.
 *
 * @param deploymentStartTime in seconds since 1970, as sent
 * @param deploymentEndTime in seconds since 1970, as sent
 */
public record DeploymentResult(
        String deploymentName,
        String deploymentStatus,
        String deploymentStatusMessage,
        Double deploymentStartTime,
        Double deploymentEndTime,
        List<DeploymentModel> deploymentModels) {

    public DeploymentResult {
        deploymentModels = deploymentModels == null ? List.of() : List.copyOf(deploymentModels);
    }
}
