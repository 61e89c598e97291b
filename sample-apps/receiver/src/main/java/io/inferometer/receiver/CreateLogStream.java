package io.inferometer.receiver;

import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.shape.Shape;

/** {@code CreateLogStream} of Amazon CloudWatch Logs, API version 2014-03-28. Thread-safe. */
final class CreateLogStream implements Handler {
    private static final Shape REQUEST =
            structure(required("logGroupName", LogRules.GROUP), required("logStreamName", LogRules.STREAM));

    private final Ledger ledger;

    CreateLogStream(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Shape request() {
        return REQUEST;
    }

    @Override
    public JsonNode accept(JsonNode request) throws RequestException {
        ledger.createLogStream(
                request.get("logGroupName").textValue(),
                request.get("logStreamName").textValue());
        return NOTHING;
    }
}
