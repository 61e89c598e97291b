package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;

record AllShape(Shape first, Shape second) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        first.check(value, path, violations);
        second.check(value, path, violations);
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        return first.fromForm(form);
    }
}
