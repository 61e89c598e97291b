package io.inferometer.agent.http;

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
import io.inferometer.exporter.json.JsonBuffer;
import io.inferometer.exporter.metric.AgentAt;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.AsyncAt;
import io.inferometer.exporter.metric.AsyncMetric;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.ExporterMetric;
import io.inferometer.exporter.metric.Metric;
import io.inferometer.exporter.metric.ModelAt;
import io.inferometer.exporter.metric.ModelMetric;
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
    static void begin(JsonBuffer json, Snapshot snapshot, int portUnavailable) {
        json.beginObject();
        json.field("schema", 1);
        json.field("atMillis", snapshot.atMillis());
        resource(json, snapshot.resource());
        agent(json, snapshot, portUnavailable);
        libraries(json, snapshot.switches());
        host(json, snapshot.host());
        json.beginArray("exporters");
        for (ExporterStats exporter : snapshot.exporters()) {
            exporter(json, exporter);
        }
        json.endArray();
        if (snapshot.async().isPresent()) {
            AsyncStats async = snapshot.async().get();
            json.beginObject("async");
            new Figures(json).all(ASYNC, new AsyncAt(async, snapshot.resource().instanceCount()));
            recent(json, async.queue().recentEnds(), snapshot.recentSeconds());
            json.endObject();
        }
        json.beginArray("models");
    }

    private static void recent(JsonBuffer json, long ended, double seconds) {
        json.beginObject("recent");
        json.field("ended", ended);
        json.field("seconds", seconds);
        json.field("ratePerSecond", ended / seconds);
        json.endObject();
    }

    /** Writes what follows the models. */
    static void end(JsonBuffer json) {
        json.endArray();
        json.beginObject("metrics");
        described(json, "models", ModelMetric.values());
        described(json, "exporters", ExporterMetric.values());
        described(json, "agent", AgentMetric.values());
        described(json, "async", AsyncMetric.values());
        json.endObject();
        json.endObject();
    }

    private static void resource(JsonBuffer json, Resource resource) {
        json.beginObject("resource");
        json.field("service", resource.serviceName());
        json.field("endpoint", resource.endpointName());
        json.field("variant", resource.variantName());
        json.field("instance", resource.instanceId());
        json.field("instanceCount", resource.instanceCount());
        json.field("runId", resource.runId());
        json.field("agentVersion", resource.agentVersion());
        json.field("startMillis", resource.startMillis());
        json.endObject();
    }

    private static void agent(JsonBuffer json, Snapshot snapshot, int portUnavailable) {
        AgentStats agent = snapshot.agent();
        json.beginObject("agent");
        new Figures(json)
                .all(
                        AGENT,
                        new AgentAt(agent, ModelAt.State.of(snapshot.switches().agent())));
        json.field("httpPortUnavailable", portUnavailable);
        json.field("weavingErrors", agent.weavingErrors());
        json.endObject();
        json.beginArray("notMeasured");
        for (String line : snapshot.switches().notMeasured()) {
            json.value(line);
        }
        json.endArray();
    }

    private static void described(JsonBuffer json, String subject, Metric<?>[] metrics) {
        json.beginArray(subject);
        for (Metric<?> metric : metrics) {
            Description description = metric.description();
            json.beginObject();
            json.field("key", description.key());
            json.field("name", description.name());
            json.field("unit", description.unit());
            json.field("help", description.help());
            json.endObject();
        }
        json.endArray();
    }

    private static void libraries(JsonBuffer json, Switches switches) {
        json.beginArray("libraries");
        for (Map.Entry<String, Boolean> library : switches.libraries().entrySet()) {
            json.beginObject();
            json.field("name", library.getKey());
            json.field("enabled", library.getValue());
            json.endObject();
        }
        json.endArray();
    }

    private static void host(JsonBuffer json, HostStats host) {
        json.beginObject("host");
        json.field("cpuPercent", host.utilization().cpuPercent());
        json.field("memoryPercent", host.utilization().memoryPercent());
        json.field("diskPercent", host.utilization().diskPercent());
        json.field("gpuPercent", host.utilization().gpuPercent());
        json.field("gpuMemoryPercent", host.utilization().gpuMemoryPercent());
        json.beginArray("samples");
        for (MetricSample sample : host.samples()) {
            json.beginObject();
            json.field("name", sample.name());
            json.field("kind", sample.kind() == MetricSample.Kind.COUNTER ? "counter" : "gauge");
            json.beginObject("labels");
            for (Map.Entry<String, String> label : sample.labels().entrySet()) {
                json.fieldOfAnyName(label.getKey(), label.getValue());
            }
            json.endObject();
            json.field("value", sample.value());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void exporter(JsonBuffer json, ExporterStats exporter) {
        json.beginObject();
        json.field("name", exporter.name());
        new Figures(json).all(EXPORTER, exporter);
        json.field("state", exporter.state());
        json.field("delivered", exporter.delivered());
        json.field("rejected", exporter.rejected());
        json.field("expired", exporter.expired());
        json.field("lastSuccessMillis", exporter.lastSuccessMillis());
        json.field("lastError", WellFormed.text(exporter.lastError()));
        json.endObject();
    }
}
