package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sagemakeredge.model.DeploymentResult;
import software.amazon.awssdk.services.sagemakeredge.model.Model;
import software.amazon.awssdk.services.sagemakeredge.model.SendHeartbeatRequest;

/**
 * Writes a window as a heartbeat. AWS never published which metrics its own agent sent, so the names are ours; latencies
 * are in microseconds. Immutable.
 */
final class HeartbeatWriter {

    private static final String CRASHES = "inferometer_agent_crashes";
    private static final String CPU_USAGE = "inferometer_process_cpu_usage_ratio";
    private static final String MEMORY = "inferometer_process_memory_bytes";
    private static final String NATIVE_MEMORY = "inferometer_process_native_bytes";
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private final String device;
    private final String deviceDimension;
    private final String fleet;

    HeartbeatWriter(String device, String fleet) {
        this.device = EdgeNames.DEVICE.name(device);
        this.deviceDimension = "Device/" + EdgeNames.DEVICE_DIMENSION.name(device);
        this.fleet = fleet;
    }

    /**
     * @param models those to tell of
     * @param deployments null when there is nothing to tell
     * @param droppedDeployments how many never were told of
     */
    SendHeartbeatRequest heartbeat(
            Window window, List<ModelStats> models, DeploymentResult deployments, long droppedDeployments) {
        EdgeMetrics agent = agent(window);
        agent.add("AgentDroppedDeployments", (double) droppedDeployments);
        return SendHeartbeatRequest.builder()
                .agentVersion(EdgeNames.VERSION.name(window.resource().agentVersion()))
                .deviceName(device)
                .deviceFleetName(fleet)
                .agentMetrics(agent.list())
                .models(models.stream()
                        .map(model -> entry(model, Instant.ofEpochMilli(window.endMillis())))
                        .toList())
                .deploymentResult(deployments)
                .build();
    }

    private EdgeMetrics agent(Window window) {
        EdgeMetrics metrics = new EdgeMetrics(deviceDimension, Instant.ofEpochMilli(window.endMillis()));
        metrics.add(
                "AgentUptimeSeconds", (window.endMillis() - window.resource().startMillis()) / 1e3);
        metrics.add("ProcessCpuUsage", sample(window, CPU_USAGE));
        metrics.add("ProcessMemoryMiB", sample(window, MEMORY) / MEBIBYTE);
        metrics.add("ProcessNativeMemoryMiB", sample(window, NATIVE_MEMORY) / MEBIBYTE);
        metrics.add("AgentDroppedSamples", (double) window.agent().lost());
        metrics.add("AgentCrashCount", sample(window, CRASHES));
        return metrics;
    }

    /** NaN when the machine was not measured. */
    private static double sample(Window window, String name) {
        return window.host().samples().stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(MetricSample::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static long count(ModelStats model, Outcome outcome) {
        return model.duration(outcome).count();
    }

    private static Model entry(ModelStats model, Instant at) {
        String name = EdgeNames.model(model.id());
        EdgeMetrics metrics = new EdgeMetrics("ModelName/" + name, at);
        // A model that was only loaded, closed or busy in this span is there, and has nothing to say of finished calls.
        if (model.invocations() > 0) {
            ExponentialHistogram latency = model.latency();
            metrics.add("InferenceCount", (double) model.invocations());
            metrics.add("InferenceErrorCount", (double)
                    (count(model, Outcome.CLIENT_ERROR) + count(model, Outcome.SERVER_ERROR)));
            metrics.add("InferenceLatencyAverage", latency.mean() / 1e3);
            metrics.add("InferenceLatencyMaximum", latency.max() / 1e3);
            metrics.add("InferenceLatencyP50", latency.quantile(0.5) * 1e6);
            metrics.add("InferenceLatencyP99", latency.quantile(0.99) * 1e6);
        }
        ExponentialHistogram loads = model.lifecycle().loadDurations();
        if (!loads.isEmpty()) {
            metrics.add("ModelLoadLatency", loads.mean() / 1e3);
        }
        return Model.builder()
                .modelName(name)
                .modelVersion(EdgeNames.version(model.id().version()))
                .latestSampleTime(at)
                .latestInference(
                        model.lastInferenceMillis() == 0 ? null : Instant.ofEpochMilli(model.lastInferenceMillis()))
                .modelMetrics(metrics.list())
                .build();
    }
}
