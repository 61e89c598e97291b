package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

record ChoiceShape(List<String> values) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isTextual() || !values.contains(value.textValue())) {
            violations.add(path, value, "expected one of " + values);
        }
    }
}
