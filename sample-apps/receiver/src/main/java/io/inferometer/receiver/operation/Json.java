package io.inferometer.receiver.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** Between JSON and records. */
public final class Json {
    private static final JsonMapper OWN_NAMES = JsonMapper.builder().build();

    private static final JsonMapper WIRE_NAMES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();

    private Json() {}

    /** A checked document as a record whose components are named as on the wire, but for the first letter's case. */
    public static <T> T convert(JsonNode document, Class<T> type) {
        try {
            return WIRE_NAMES.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(Object value) {
        return OWN_NAMES.valueToTree(value);
    }
}
