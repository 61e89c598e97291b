package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

record StructureShape(Map<String, Member> members) implements Shape {
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
            if (!members.containsKey(name)) {
                violations.add(prefix + name, value.get(name), "expected no member of this name");
            }
        });
    }
}
