package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.api.Switches;
import io.inferometer.exporter.api.WellFormed;
import io.inferometer.exporter.json.Figures;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.AsyncAt;
import io.inferometer.exporter.metric.AsyncMetric;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.ExporterMetric;
import io.inferometer.exporter.metric.Metric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The document at {@code /api/snapshot}. Fields are only ever added; {@code schema} is raised should one change its meaning.
 * Instants are milliseconds since 1970, a value that is not known is {@code null}.
 *
 * <pre>{@code
 * {"schema": 1, "atMillis": …,
 *  "resource": {"service", "endpoint", "variant", "instance", "instanceCount", "runId", "agentVersion", "startMillis"},
 *  "agent": {the metrics of the agent that the catalogue has,
 *            "httpPortUnavailable": the configured port when it could not be opened, else 0,
 *            "weavingErrors": an older name of "instrumentationErrors"},
 *  "notMeasured": [what should be measured and cannot be, and why, a line each],
 *  "libraries": [{"name", "enabled"}] with an instrumented method, or disabled,
 *  "host": {"cpuPercent": 0–100 × cores, "memoryPercent", "diskPercent", "gpuPercent", "gpuMemoryPercent",
 *           "samples": [{"name", "kind": "gauge" | "counter", "labels": {…}, "value"}]},
 *  "exporters": [{"name", the metrics of exporters that the catalogue has,
 *                 "state": "waiting" | "delivering" | "retrying" | "failed" | "disabled" | "off",
 *                 "delivered", "rejected", "expired", "lastSuccessMillis", "lastError"}],
 *  "async": {the metrics of queued requests that the catalogue has,
 *            "recent": {"ended" in the last "seconds" (60, or less after the start), "ratePerSecond"}}, if a stage of such is known,
 *  "models": [the objects that ModelJson describes, by library, name and version],
 *  "metrics": {"models": [{"key": the field, "name": in Prometheus, "unit", "help"}], "exporters": […], "agent": […], "async": […]}}
 * }</pre>
 */
final class SnapshotJson {

    private static final List<AsyncMetric> ASYNC = List.of(AsyncMetric.values());
    private static final List<AgentMetric> AGENT = List.of(AgentMetric.values());
    private static final List<ExporterMetric> EXPORTER = List.of(ExporterMetric.values());

    private SnapshotJson() {}

    /**
     * Writes all that precedes the models.
     *
     * @param portUnavailable see {@link Listener#portUnavailable}
     */
    static void begin(JsonGenerator json, Snapshot snapshot, int portUnavailable) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeNumberField("atMillis", snapshot.atMillis());
        resource(json, snapshot.resource());
        agent(json, snapshot, portUnavailable);
        libraries(json, snapshot.switches());
        host(json, snapshot.host());
        json.writeArrayFieldStart("exporters");
        for (ExporterStats exporter : snapshot.exporters()) {
            exporter(json, exporter);
        }
        json.writeEndArray();
        if (snapshot.async().isPresent()) {
            AsyncStats async = snapshot.async().get();
            json.writeObjectFieldStart("async");
            new Figures(json).all(ASYNC, new AsyncAt(async, snapshot.resource().instanceCount()));
            recent(json, async.queue().recentEnds(), snapshot.recentSeconds());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("models");
    }

    private static void recent(JsonGenerator json, long ended, double seconds) throws IOException {
        json.writeObjectFieldStart("recent");
        json.writeNumberField("ended", ended);
        json.writeNumberField("seconds", seconds);
        json.writeNumberField("ratePerSecond", ended / seconds);
        json.writeEndObject();
    }

    /** Writes what follows the models. */
    static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeObjectFieldStart("metrics");
        described(json, "models", ModelMetric.values());
        described(json, "exporters", ExporterMetric.values());
        described(json, "agent", AgentMetric.values());
        described(json, "async", AsyncMetric.values());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** NaN and the infinities have no JSON. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static void resource(JsonGenerator json, Resource resource) throws IOException {
        json.writeObjectFieldStart("resource");
        json.writeStringField("service", resource.serviceName());
        json.writeStringField("endpoint", resource.endpointName());
        json.writeStringField("variant", resource.variantName());
        json.writeStringField("instance", resource.instanceId());
        json.writeNumberField("instanceCount", resource.instanceCount());
        json.writeStringField("runId", resource.runId());
        json.writeStringField("agentVersion", resource.agentVersion());
        json.writeNumberField("startMillis", resource.startMillis());
        json.writeEndObject();
    }

    private static void agent(JsonGenerator json, Snapshot snapshot, int portUnavailable) throws IOException {
        AgentStats agent = snapshot.agent();
        json.writeObjectFieldStart("agent");
        new Figures(json)
                .all(
                        AGENT,
                        new AgentAt(agent, ModelAt.State.of(snapshot.switches().agent())));
        json.writeNumberField("httpPortUnavailable", portUnavailable);
        json.writeNumberField("weavingErrors", agent.weavingErrors());
        json.writeEndObject();
        json.writeArrayFieldStart("notMeasured");
        for (String line : snapshot.switches().notMeasured()) {
            json.writeString(line);
        }
        json.writeEndArray();
    }

    private static void described(JsonGenerator json, String subject, Metric<?>[] metrics) throws IOException {
        json.writeArrayFieldStart(subject);
        for (Metric<?> metric : metrics) {
            Description description = metric.description();
            json.writeStartObject();
            json.writeStringField("key", description.key());
            json.writeStringField("name", description.name());
            json.writeStringField("unit", description.unit());
            json.writeStringField("help", description.help());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void libraries(JsonGenerator json, Switches switches) throws IOException {
        json.writeArrayFieldStart("libraries");
        for (Map.Entry<String, Boolean> library : switches.libraries().entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", library.getKey());
            json.writeBooleanField("enabled", library.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void host(JsonGenerator json, HostStats host) throws IOException {
        json.writeObjectFieldStart("host");
        number(json, "cpuPercent", host.utilization().cpuPercent());
        number(json, "memoryPercent", host.utilization().memoryPercent());
        number(json, "diskPercent", host.utilization().diskPercent());
        number(json, "gpuPercent", host.utilization().gpuPercent());
        number(json, "gpuMemoryPercent", host.utilization().gpuMemoryPercent());
        json.writeArrayFieldStart("samples");
        for (MetricSample sample : host.samples()) {
            json.writeStartObject();
            json.writeStringField("name", sample.name());
            json.writeStringField("kind", sample.kind() == MetricSample.Kind.COUNTER ? "counter" : "gauge");
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, String> label : sample.labels().entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            number(json, "value", sample.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void exporter(JsonGenerator json, ExporterStats exporter) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", exporter.name());
        new Figures(json).all(EXPORTER, exporter);
        json.writeStringField("state", exporter.state());
        json.writeNumberField("delivered", exporter.delivered());
        json.writeNumberField("rejected", exporter.rejected());
        json.writeNumberField("expired", exporter.expired());
        json.writeNumberField("lastSuccessMillis", exporter.lastSuccessMillis());
        json.writeStringField("lastError", WellFormed.text(exporter.lastError()));
        json.writeEndObject();
    }
}
