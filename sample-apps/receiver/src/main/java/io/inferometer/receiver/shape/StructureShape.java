package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

record StructureShape(Map<String, Member> members, boolean open) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isObject()) {
            violations.add(path, value, "expected an object");
            return;
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        for (Member member : members.values()) {
            JsonNode child = value.path(member.name());
            if (!child.isMissingNode()) {
                member.shape().check(child, prefix + member.name(), violations);
            } else if (member.required()) {
                violations.add(prefix + member.name(), child, "expected this member");
            }
        }
        value.fieldNames().forEachRemaining(name -> {
            if (!open && !members.containsKey(name)) {
                violations.add(prefix + name, value.get(name), "expected no member of this name");
            }
        });
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        if (!form.isObject()) {
            return form;
        }
        ObjectNode structure = JsonNodeFactory.instance.objectNode();
        form.properties().forEach(child -> {
            Member member = members.get(child.getKey());
            structure.set(
                    child.getKey(),
                    member == null ? child.getValue() : member.shape().fromForm(child.getValue()));
        });
        return structure;
    }
}
