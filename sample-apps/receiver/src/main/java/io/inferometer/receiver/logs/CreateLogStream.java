package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.shape.Shape;

/** {@code CreateLogStream} of Amazon CloudWatch Logs, API version 2014-03-28. Thread-safe. */
public final class CreateLogStream extends DocumentHandler {
    private static final Shape REQUEST =
            structure(required("logGroupName", LogRules.GROUP), required("logStreamName", LogRules.STREAM));

    private final LogBooks logs;

    /** @param logs where it is written down */
    public CreateLogStream(LogBooks logs) {
        super(Operation.CREATE_LOG_STREAM, REQUEST);
        this.logs = logs;
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        logs.createStream(
                request.get("logGroupName").textValue(),
                request.get("logStreamName").textValue());
        return NOTHING;
    }
}
