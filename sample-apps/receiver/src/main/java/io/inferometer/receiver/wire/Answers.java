package io.inferometer.receiver.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.receiver.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Answers as their protocol wants them, each with a request id of its own. */
public final class Answers {
    private Answers() {}

    /** A success of {@code operation}; a missing {@code document} leaves the body empty. */
    public static Answer success(Protocol protocol, String operation, JsonNode document) {
        String requestId = UUID.randomUUID().toString();
        byte[] body = new byte[0];
        if (protocol == Protocol.QUERY) {
            body = utf8(Xml.success(operation, requestId));
        } else if (!document.isMissingNode()) {
            body = protocol.write(document);
        }
        return new Answer(200, headers(protocol, requestId), body);
    }

    /**
     * An error.
     *
     * @param code its name in the protocols other than {@link Protocol#QUERY}, which has names of its own
     * @param queryMode whether the client of a CloudWatch operation wants to know the name in the query protocol as well
     */
    public static Answer error(Protocol protocol, int status, String code, String message, boolean queryMode) {
        String requestId = UUID.randomUUID().toString();
        Map<String, String> headers = headers(protocol, requestId);
        boolean sender = status < 500;
        String queryName = QueryErrors.name(code);
        if (queryMode) {
            headers.put("x-amzn-query-error", queryName + (sender ? ";Sender" : ";Receiver"));
        }
        return switch (protocol) {
            case QUERY -> new Answer(status, headers, utf8(Xml.error(sender, queryName, message, requestId)));
            case REST_JSON -> {
                headers.put("x-amzn-errortype", code);
                yield new Answer(status, headers, protocol.write(members().put("message", message)));
            }
            case JSON_1_0, JSON_1_1, CBOR -> {
                ObjectNode document = members().put("__type", code).put("message", message);
                yield new Answer(status, headers, protocol.write(document));
            }
        };
    }

    private static Map<String, String> headers(Protocol protocol, String requestId) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", protocol.answerType());
        headers.put("x-amzn-RequestId", requestId);
        if (protocol == Protocol.CBOR) {
            headers.put("smithy-protocol", "rpc-v2-cbor");
        }
        return headers;
    }

    private static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
