package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

record MapShape(int min, int max, Shape key, Shape value) implements Shape {
    @Override
    public void check(JsonNode map, String path, Violations violations) {
        if (!map.isObject()) {
            violations.add(path, map, "expected an object");
            return;
        }
        if (map.size() < min || map.size() > max) {
            violations.add(path, map, "expected %d to %d entries, not %d".formatted(min, max, map.size()));
        }
        map.properties().forEach(entry -> {
            String place = path + "." + entry.getKey();
            key.check(TextNode.valueOf(entry.getKey()), place, violations);
            value.check(entry.getValue(), place, violations);
        });
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : ListShape.numbered(form.path("entry"))) {
            map.set(entry.path("key").asText(), value.fromForm(entry.path("value")));
        }
        return map.isEmpty() ? form : map;
    }
}
