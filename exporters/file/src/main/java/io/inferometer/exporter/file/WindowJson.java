package io.inferometer.exporter.file;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.json.JsonBuffer;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.AsyncAt;
import io.inferometer.exporter.metric.AsyncMetric;
import io.inferometer.exporter.metric.ModelAt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes a window as the line that {@code docs/file.md} shows. */
final class WindowJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final List<AsyncMetric> ASYNC = List.of(AsyncMetric.values());
    private static final List<AgentMetric> AGENT = List.of(AgentMetric.values());

    private WindowJson() {}

    /** UTF-8 with a line feed at the end and none before it. */
    static byte[] line(Window window) {
        JsonBuffer json = new JsonBuffer(1024);
        json.beginObject();
        json.field("window", window.number());
        json.field("runId", window.resource().runId());
        json.field("start", time(window.startMillis()));
        json.field("end", time(window.endMillis()));
        resource(json, window.resource());
        json.beginArray("models");
        for (ModelStats model : window.models()) {
            WindowModelJson.write(json, model, window.endMillis());
        }
        json.endArray();
        happenings(json, window);
        async(json, window);
        host(json, window.host().utilization());
        agent(json, window.agent());
        json.endObject();
        json.endLine();
        return json.toByteArray();
    }

    /** What most windows have none of. */
    private static void happenings(JsonBuffer json, Window window) {
        if (!window.deployments().isEmpty()) {
            json.beginArray("deployments");
            for (Deployment deployment : window.deployments()) {
                json.beginObject();
                json.field("library", deployment.model().library());
                json.field("name", deployment.model().name());
                json.field("version", deployment.model().version());
                json.field("kind", deployment.kind().name());
                json.field("start", time(deployment.startMillis()));
                json.field("end", time(deployment.endMillis()));
                if (!deployment.succeeded()) {
                    json.field("failure", deployment.failure());
                }
                json.endObject();
            }
            json.endArray();
        }
        if (!window.customMetrics().isEmpty()) {
            json.beginArray("customMetrics");
            for (CustomMetric metric : window.customMetrics()) {
                json.beginObject();
                json.field("name", metric.name());
                json.field("value", metric.value());
                json.field("step", metric.step());
                json.field("at", time(metric.atMillis()));
                json.endObject();
            }
            json.endArray();
        }
    }

    private static void async(JsonBuffer json, Window window) {
        if (window.async().isPresent()) {
            json.beginObject("async");
            new Figures(json)
                    .all(
                            ASYNC,
                            new AsyncAt(window.async().get(), window.resource().instanceCount()));
            json.endObject();
        }
    }

    private static void resource(JsonBuffer json, Resource resource) {
        json.beginObject("resource");
        json.field("serviceName", resource.serviceName());
        json.field("endpointName", resource.endpointName());
        json.field("variantName", resource.variantName());
        json.field("instanceId", resource.instanceId());
        json.field("instanceCount", resource.instanceCount());
        json.field("agentVersion", resource.agentVersion());
        json.field("started", time(resource.startMillis()));
        json.endObject();
    }

    private static void host(JsonBuffer json, HostUtilization host) {
        json.beginObject("host");
        known(json, "cpuPercent", host.cpuPercent());
        known(json, "memoryPercent", host.memoryPercent());
        known(json, "diskPercent", host.diskPercent());
        known(json, "gpuPercent", host.gpuPercent());
        known(json, "gpuMemoryPercent", host.gpuMemoryPercent());
        json.endObject();
    }

    private static void known(JsonBuffer json, String name, double value) {
        if (Double.isFinite(value)) {
            json.field(name, value);
        }
    }

    private static void agent(JsonBuffer json, AgentStats agent) {
        json.beginObject("agent");
        new Figures(json).all(AGENT, new AgentAt(agent, ModelAt.State.UNKNOWN));
        json.field("weavingErrors", agent.weavingErrors());
        json.endObject();
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
