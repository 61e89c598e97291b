package io.inferometer.exporter.sentinel;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Writes maps, collections, texts, numbers and switches as JSON. */
final class JsonText {

    private JsonText() {}

    static String of(Object value) {
        JsonWriter json = JsonWriter.create();
        write(json, value);
        return new String(json.getBytes(), StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, member) -> {
                json.writeFieldName(key.toString());
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> write(json, element));
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeValue(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeValue(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeValue(number.doubleValue());
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeValue(value.toString());
        }
    }
}
