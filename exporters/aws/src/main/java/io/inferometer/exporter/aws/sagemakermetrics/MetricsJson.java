package io.inferometer.exporter.aws.sagemakermetrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsError;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsRequest;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;

/** BatchPutMetrics as JSON, byte for byte as the SDK's client writes it (API version 2022-09-30). */
final class MetricsJson {

    private MetricsJson() {}

    static byte[] request(BatchPutMetricsRequest request) {
        JsonWriter json = JsonWriter.create()
                .writeStartObject()
                .writeFieldName("TrialComponentName")
                .writeValue(request.trialComponentName())
                .writeFieldName("MetricData")
                .writeStartArray();
        for (RawMetricData item : request.metricData()) {
            json.writeStartObject()
                    .writeFieldName("MetricName")
                    .writeValue(item.metricName())
                    .writeFieldName("Timestamp")
                    .writeValue(item.timestamp())
                    .writeFieldName("Step")
                    .writeValue(item.step())
                    .writeFieldName("Value")
                    .writeValue(item.value())
                    .writeEndObject();
        }
        return json.writeEndArray().writeEndObject().getBytes();
    }

    /** Returns the errors of single items. */
    static List<BatchPutMetricsError> errors(byte[] answer) {
        // Of a success without one, which is nearly every answer.
        if (answer.length == "{}".length()) {
            return List.of();
        }
        JsonNode errors = JsonNode.parser()
                .parse(new String(answer, StandardCharsets.UTF_8))
                .asObject()
                .get("Errors");
        return errors == null
                ? List.of()
                : errors.asArray().stream().map(MetricsJson::error).toList();
    }

    private static BatchPutMetricsError error(JsonNode error) {
        Map<String, JsonNode> members = error.asObject();
        JsonNode code = members.get("Code");
        JsonNode index = members.get("MetricIndex");
        return BatchPutMetricsError.builder()
                .code(code == null ? null : code.text())
                .metricIndex(index == null ? null : (Integer) Integer.parseInt(index.text()))
                .build();
    }
}
