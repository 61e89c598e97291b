package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;

record NumberShape(double min, double max, boolean integral) implements Shape {
    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isNumber() || (integral && !value.isIntegralNumber())) {
            violations.add(path, value, integral ? "expected an integer" : "expected a number");
            return;
        }
        double number = value.doubleValue();
        // 1e999 is well-formed JSON and becomes an infinity here.
        if (!Double.isFinite(number)) {
            violations.add(path, value, "expected a finite number");
        } else if (number < min || number > max) {
            violations.add(path, value, "expected " + bound(min) + " to " + bound(max));
        }
    }

    @Override
    public JsonNode fromForm(JsonNode form) {
        String text = form.asText();
        // Double.parseDouble would take "NaN", "0x1p3" and "1d" as well.
        if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
            return form;
        }
        return integral && text.matches("[+-]?\\d{1,18}")
                ? LongNode.valueOf(Long.parseLong(text))
                : DoubleNode.valueOf(Double.parseDouble(text));
    }

    private String bound(double limit) {
        return integral ? Long.toString((long) limit) : Double.toString(limit);
    }
}
