package io.inferometer.receiver.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.inferometer.receiver.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** A protocol of AWS services. */
public enum Protocol {
    /** JSON whose operation is the path. */
    REST_JSON("application/json"),
    /** JSON whose operation is the header {@code X-Amz-Target}. */
    JSON_1_0("application/x-amz-json-1\\.0"),
    /** The same in its newer dialect. */
    JSON_1_1("application/x-amz-json-1\\.1"),
    /** Forms whose operation is the parameter {@code Action}. */
    QUERY("application/x-www-form-urlencoded(; ?charset=(?i:utf-8))?"),
    /** CBOR whose service and operation are the path. */
    CBOR("application/cbor");

    private static final JsonMapper JSON = strict(JsonMapper.builder());
    private static final CBORMapper BINARY = strict(CBORMapper.builder());

    private final Pattern contentType;

    Protocol(String contentType) {
        this.contentType = Pattern.compile(contentType);
    }

    /** Whether a request's {@code Content-Type} is the one of this protocol. */
    public boolean isContentType(String type) {
        return contentType.matcher(type).matches();
    }

    /** What {@link #isContentType} accepts, as a regular expression. */
    public String contentType() {
        return contentType.pattern();
    }

    /** The {@code Content-Type} of answers. */
    public String answerType() {
        return switch (this) {
            case REST_JSON -> "application/json";
            case JSON_1_0 -> "application/x-amz-json-1.0";
            case JSON_1_1 -> "application/x-amz-json-1.1";
            case QUERY -> "text/xml";
            case CBOR -> "application/cbor";
        };
    }

    /**
     * Reads a document: no name twice, nothing after it.
     *
     * @param shape gives the leaves of a form their type; nothing is checked against it
     */
    public JsonNode read(byte[] body, Shape shape) throws MalformedBodyException {
        if (this == QUERY) {
            ObjectNode form = Form.parse(body);
            form.remove("Action");
            form.remove("Version");
            return shape.fromForm(form);
        }
        try {
            return mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new MalformedBodyException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parameter {@code Action} and its {@code Version} in a form, separated by a space. */
    public static String action(byte[] form) throws MalformedBodyException {
        ObjectNode parameters = Form.parse(form);
        return parameters.path("Action").asText() + " "
                + parameters.path("Version").asText();
    }

    /** A document in JSON or CBOR. */
    byte[] write(JsonNode document) {
        try {
            return mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectMapper mapper() {
        return this == CBOR ? BINARY : JSON;
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M strict(B builder) {
        return builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
