package io.inferometer.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.shape.Violations;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reading, checking and writing of JSON. */
final class Json {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonMapper WIRE_NAMES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();

    private Json() {}

    /** A well-formed document that keeps the rules of {@code shape}. */
    static JsonNode read(byte[] body, Shape shape) throws RequestException {
        JsonNode document;
        try {
            document = STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            throw RequestException.validation("the body is not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Violations violations = shape.check(document);
        if (!violations.isEmpty()) {
            throw RequestException.validation(violations.toString());
        }
        return document;
    }

    /** A checked document as a record whose components are named as on the wire, but for the first letter's case. */
    static <T> T convert(JsonNode document, Class<T> type) {
        try {
            return WIRE_NAMES.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object value) {
        try {
            return STRICT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
