package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.time.DateTimeException;
import java.time.Instant;

record TimestampShape() implements Shape {
    private static final Shape SECONDS = Shape.number();

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        SECONDS.check(value, path, violations);
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        try {
            Instant instant = Instant.parse(form.asText());
            return DoubleNode.valueOf(instant.getEpochSecond() + instant.getNano() / 1e9);
        } catch (DateTimeException e) {
            // Left as it is, it is the breach that check reports.
            return form;
        }
    }
}
