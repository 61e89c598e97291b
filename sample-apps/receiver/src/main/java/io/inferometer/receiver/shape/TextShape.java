package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

record TextShape(int min, int max, Pattern pattern) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isTextual()) {
            violations.add(path, value, "expected a string");
            return;
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            // The pattern is left out: its recursion is as deep as the text is long.
            violations.add(path, value, "expected %d to %d characters, not %d".formatted(min, max, length));
        } else if (!pattern.matcher(text).matches()) {
            violations.add(path, value, "expected a full match of " + pattern);
        }
    }
}
