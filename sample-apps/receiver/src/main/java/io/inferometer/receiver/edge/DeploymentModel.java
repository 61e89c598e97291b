package io.inferometer.receiver.edge;

/** What became of one model of a deployment; what was not sent is null. */
public record DeploymentModel(
        String modelHandle,
        String modelName,
        String modelVersion,
        String desiredState,
        String state,
        String status,
        String statusReason,
        String rollbackFailureReason) {}
