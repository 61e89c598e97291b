package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.inferometer.receiver.shape.Shape;

/** One operation: its rules and what it does. Thread-safe. */
interface Handler {
    /** An answer without a body. */
    JsonNode NOTHING = MissingNode.getInstance();

    /** An answer without a member. */
    JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

    /** What a request must look like. */
    Shape request();

    /**
     * Does it, and writes it into the books unless it throws.
     *
     * @param request a document that keeps {@link #request}
     * @return the answer's document
     */
    JsonNode accept(JsonNode request) throws RequestException;
}
