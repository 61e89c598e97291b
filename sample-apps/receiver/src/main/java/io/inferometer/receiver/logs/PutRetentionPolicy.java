package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.shape.Shape;
import java.util.List;

/** {@code PutRetentionPolicy} of Amazon CloudWatch Logs, API version 2014-03-28. Thread-safe. */
public final class PutRetentionPolicy extends DocumentHandler {
    private static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Shape REQUEST = structure(
            required("logGroupName", LogRules.GROUP),
            required("retentionInDays", integer(1, 3653).and((days, path, violations) -> {
                if (!DAYS.contains(days.asInt())) {
                    violations.add(path, days, "expected one of " + DAYS);
                }
            })));

    private final LogBooks logs;

    /** @param logs where it is written down */
    public PutRetentionPolicy(LogBooks logs) {
        super(Operation.PUT_RETENTION_POLICY, REQUEST);
        this.logs = logs;
    }

    @Override
    protected JsonNode accept(JsonNode request) throws RequestException {
        logs.retain(
                request.get("logGroupName").textValue(),
                request.get("retentionInDays").intValue());
        return NOTHING;
    }
}
