package io.inferometer.exporter.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.AsyncAt;
import io.inferometer.exporter.metric.AsyncMetric;
import io.inferometer.exporter.metric.ModelAt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes a window as the line that this package's documentation shows. */
final class WindowJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final List<AsyncMetric> ASYNC = List.of(AsyncMetric.values());
    private static final List<AgentMetric> AGENT = List.of(AgentMetric.values());

    private WindowJson() {}

    /** UTF-8 with a line feed at the end and none before it. */
    static byte[] line(Window window) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("window", window.number());
            json.writeStringField("runId", window.resource().runId());
            json.writeStringField("start", time(window.startMillis()));
            json.writeStringField("end", time(window.endMillis()));
            resource(json, window.resource());
            json.writeArrayFieldStart("models");
            for (ModelStats model : window.models()) {
                WindowModelJson.write(json, model, window.endMillis());
            }
            json.writeEndArray();
            happenings(json, window);
            async(json, window);
            host(json, window.host().utilization());
            agent(json, window.agent());
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** What most windows have none of. */
    private static void happenings(JsonGenerator json, Window window) throws IOException {
        if (!window.deployments().isEmpty()) {
            json.writeArrayFieldStart("deployments");
            for (Deployment deployment : window.deployments()) {
                json.writeStartObject();
                json.writeStringField("library", deployment.model().library());
                json.writeStringField("name", deployment.model().name());
                json.writeStringField("version", deployment.model().version());
                json.writeStringField("kind", deployment.kind().name());
                json.writeStringField("start", time(deployment.startMillis()));
                json.writeStringField("end", time(deployment.endMillis()));
                if (!deployment.succeeded()) {
                    json.writeStringField("failure", deployment.failure());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!window.customMetrics().isEmpty()) {
            json.writeArrayFieldStart("customMetrics");
            for (CustomMetric metric : window.customMetrics()) {
                json.writeStartObject();
                json.writeStringField("name", metric.name());
                json.writeNumberField("value", metric.value());
                json.writeNumberField("step", metric.step());
                json.writeStringField("at", time(metric.atMillis()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void async(JsonGenerator json, Window window) throws IOException {
        if (window.async().isPresent()) {
            json.writeObjectFieldStart("async");
            new Figures(json)
                    .all(
                            ASYNC,
                            new AsyncAt(window.async().get(), window.resource().instanceCount()));
            json.writeEndObject();
        }
    }

    private static void resource(JsonGenerator json, Resource resource) throws IOException {
        json.writeObjectFieldStart("resource");
        json.writeStringField("serviceName", resource.serviceName());
        json.writeStringField("endpointName", resource.endpointName());
        json.writeStringField("variantName", resource.variantName());
        json.writeStringField("instanceId", resource.instanceId());
        json.writeNumberField("instanceCount", resource.instanceCount());
        json.writeStringField("agentVersion", resource.agentVersion());
        json.writeStringField("started", time(resource.startMillis()));
        json.writeEndObject();
    }

    private static void host(JsonGenerator json, HostUtilization host) throws IOException {
        json.writeObjectFieldStart("host");
        known(json, "cpuPercent", host.cpuPercent());
        known(json, "memoryPercent", host.memoryPercent());
        known(json, "diskPercent", host.diskPercent());
        known(json, "gpuPercent", host.gpuPercent());
        known(json, "gpuMemoryPercent", host.gpuMemoryPercent());
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        }
    }

    private static void agent(JsonGenerator json, AgentStats agent) throws IOException {
        json.writeObjectFieldStart("agent");
        new Figures(json).all(AGENT, new AgentAt(agent, ModelAt.State.UNKNOWN));
        json.writeNumberField("weavingErrors", agent.weavingErrors());
        json.writeEndObject();
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
