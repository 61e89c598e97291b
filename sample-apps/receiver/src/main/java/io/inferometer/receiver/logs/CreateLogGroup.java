package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.flag;
import static io.inferometer.receiver.shape.Shape.map;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.shape.Shape;

/** {@code CreateLogGroup} of Amazon CloudWatch Logs, API version 2014-03-28. Thread-safe. */
public final class CreateLogGroup extends DocumentHandler {
    private static final String TAG = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

    private static final Shape REQUEST = structure(
            required("logGroupName", LogRules.NEW_GROUP),
            optional("kmsKeyId", text(0, 256, ".*")),
            optional("tags", map(1, 50, text(1, 128, TAG + "+"), text(0, 256, TAG + "*"))),
            optional("logGroupClass", choice("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")),
            optional("deletionProtectionEnabled", flag()));

    private final LogBooks logs;

    /** @param logs where it is written down */
    public CreateLogGroup(LogBooks logs) {
        super(Operation.CREATE_LOG_GROUP, REQUEST);
        this.logs = logs;
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        logs.createGroup(request.get("logGroupName").textValue());
        return NOTHING;
    }
}
