package io.inferometer.receiver.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.Answers;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;

/** An operation whose requests and answers are documents in one of AWS's protocols. Thread-safe. */
public abstract class DocumentHandler extends Handler {
    /** An answer without a body. */
    protected static final JsonNode NOTHING = MissingNode.getInstance();

    /** An answer without a member. */
    protected static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

    private static final String QUERY_VERSION = "2010-08-01";

    private final Shape request;

    /** @param request what a request must look like */
    protected DocumentHandler(Operation operation, Shape request) {
        super(operation);
        this.request = request;
    }

    /**
     * Does it, and writes it into the books unless it throws.
     *
     * @param document one that keeps the rules
     * @return the answer's document
     */
    protected abstract JsonNode accept(JsonNode document) throws RequestException;

    @Override
    public final Execution check(Call call, SignedRequest signed, byte[] body) throws RequestException {
        JsonNode document = read(call, signed, body);
        return () -> Answers.success(call.protocol(), operation().toString(), accept(document));
    }

    private JsonNode read(Call call, SignedRequest signed, byte[] body) throws RequestException {
        checkContentType(call.protocol(), signed);
        byte[] plain = ContentEncoding.decode(call, signed.headers().getOrDefault("content-encoding", ""), body);
        Service service = operation().service();
        try {
            if (call.protocol() == Protocol.QUERY) {
                checkAction(Protocol.action(plain));
            }
            JsonNode document = call.protocol().read(plain, request);
            service.check(request.check(document));
            return document;
        } catch (MalformedBodyException e) {
            throw service.malformed("the body is not well-formed " + call.protocol() + ": " + e.getMessage());
        }
    }

    private void checkAction(String found) throws RequestException {
        String expected = operation() + " " + QUERY_VERSION;
        if (!found.equals(expected)) {
            throw new RequestException(
                    400, "InvalidAction", "Action and Version must be " + expected + ", found " + found);
        }
    }

    private static void checkContentType(Protocol protocol, SignedRequest signed) throws RequestException {
        String type = signed.headers().getOrDefault("content-type", "");
        if (!protocol.isContentType(type)) {
            throw new RequestException(
                    415,
                    "UnsupportedMediaTypeException",
                    "Content-Type must be " + protocol.contentType() + ", found '" + type + "'");
        }
    }
}
