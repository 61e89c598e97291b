package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;

record ListShape(int min, int max, Shape element) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isArray()) {
            violations.add(path, value, "expected a list");
            return;
        }
        if (value.size() < min || value.size() > max) {
            violations.add(path, value, "expected %d to %d elements, not %d".formatted(min, max, value.size()));
        }
        for (int i = 0; i < value.size(); i++) {
            element.check(value.get(i), path + "[" + i + "]", violations);
        }
    }
}
