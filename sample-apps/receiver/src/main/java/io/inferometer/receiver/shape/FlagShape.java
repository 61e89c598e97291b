package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

record FlagShape() implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isBoolean()) {
            violations.add(path, value, "expected true or false");
        }
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        return switch (form.asText()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> form;
        };
    }
}
