package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

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

    @Override
    public JsonNode fromForm(JsonNode form) {
        List<JsonNode> elements = numbered(form.path("member"));
        if (elements.isEmpty() || elements.size() != form.path("member").size() || form.size() != 1) {
            return form;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(member -> list.add(element.fromForm(member)));
        return list;
    }

    /** The values of {@code 1}, {@code 2} and so on, up to the first gap. */
    static List<JsonNode> numbered(JsonNode members) {
        List<JsonNode> values = new ArrayList<>();
        while (members.has(Integer.toString(values.size() + 1))) {
            values.add(members.get(Integer.toString(values.size() + 1)));
        }
        return values;
    }
}
