package io.inferometer.receiver;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Request bodies. */
final class Documents {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    /** A request of as many metrics, named {@code m0}, {@code m1} and so on, of value 1. */
    static String metrics(int count) {
        return "{\"TrialComponentName\":\"trial\",\"MetricData\":" + metricData(count) + "}";
    }

    /** Its list alone. */
    static String metricData(int count) {
        long now = Instant.now().getEpochSecond();
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"MetricName\":\"m%d\",\"Timestamp\":%d,\"Value\":1}".formatted(i, now))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A datum of {@code PutMetricData} now. */
    static String metricDatum(String name, double value) {
        return """
                {"Namespace":"n","MetricData":[{"MetricName":"%s","Timestamp":%d,"Value":%s,
                "Dimensions":[{"Name":"d","Value":"v"}],"Unit":"Count","StorageResolution":1}]}""".formatted(name, Instant.now().getEpochSecond(), value);
    }

    static String heartbeat(String model, double inferences) {
        return """
                {"AgentVersion":"1.0","DeviceName":"device","DeviceFleetName":"fleet","Models":[{"ModelName":"%s",
                "ModelMetrics":[{"MetricName":"InferenceCount","Value":%s}]}]}""".formatted(model, inferences);
    }

    /**
     * A changed document.
     *
     * @param pointer to the value, as of RFC 6901
     * @param value in JSON; empty removes the value
     */
    static String change(String document, String pointer, String value) throws JsonProcessingException {
        JsonNode root = MAPPER.readTree(document);
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = root.at(place.head());
        String last = place.last().getMatchingProperty();
        if (value.isEmpty()) {
            ((ObjectNode) parent).remove(last);
        } else if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), MAPPER.readTree(value));
        } else {
            ((ObjectNode) parent).set(last, MAPPER.readTree(value));
        }
        return root.toString();
    }

    /** {@code "xxx"} of this length, in quotes. */
    static String quoted(int length) {
        return '"' + "x".repeat(length) + '"';
    }
}
