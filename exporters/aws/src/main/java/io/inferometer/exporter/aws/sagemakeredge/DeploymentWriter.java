package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ModelId;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentModel;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentResult;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentStatus;
import software.amazon.awssdk.services.sagemakeredge.model.ModelState;

/** Writes loads and closes that were observed as the result of a deployment. No state. */
final class DeploymentWriter {

    private DeploymentWriter() {}

    /**
     * @param name the same for the same deployments, however often they are sent
     * @param deployments at least one, in order of time
     */
    static DeploymentResult result(String name, List<Deployment> deployments) {
        long failed = deployments.stream().filter(one -> !one.succeeded()).count();
        return DeploymentResult.builder()
                .deploymentName(name)
                .deploymentStatus((failed == 0 ? DeploymentStatus.SUCCESS : DeploymentStatus.FAIL).toString())
                .deploymentStatusMessage(failed + " of " + deployments.size() + " failed")
                .deploymentStartTime(Instant.ofEpochMilli(deployments.stream()
                        .mapToLong(Deployment::startMillis)
                        .min()
                        .orElseThrow()))
                .deploymentEndTime(Instant.ofEpochMilli(deployments.stream()
                        .mapToLong(Deployment::endMillis)
                        .max()
                        .orElseThrow()))
                .deploymentModels(
                        deployments.stream().map(DeploymentWriter::model).toList())
                .build();
    }

    private static DeploymentModel model(Deployment deployment) {
        ModelId id = deployment.model();
        ModelState desired = deployment.kind() == Deployment.Kind.DEPLOY ? ModelState.DEPLOY : ModelState.UNDEPLOY;
        ModelState other = desired == ModelState.DEPLOY ? ModelState.UNDEPLOY : ModelState.DEPLOY;
        return DeploymentModel.builder()
                .modelHandle(EdgeNames.HANDLE.name(id.library(), id.name(), id.version()))
                .modelName(EdgeNames.model(id))
                .modelVersion(EdgeNames.version(id.version()))
                .desiredState(desired)
                .state(deployment.succeeded() ? desired : other)
                .status(deployment.succeeded() ? DeploymentStatus.SUCCESS : DeploymentStatus.FAIL)
                .statusReason(deployment.succeeded() ? null : deployment.failure())
                .build();
    }
}
