package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.ModelId;
import java.util.Map;

/** Escaped label pairs without the braces: {@code model="a",version="1"}; empty for none. Immutable. */
record Labels(String text) {

    static final Labels NONE = new Labels("");

    static Labels of(ModelId id) {
        return NONE.with("model", id.name()).with("version", id.version()).with("library", id.library());
    }

    static Labels of(Map<String, String> pairs) {
        Labels labels = NONE;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            labels = labels.with(pair.getKey(), pair.getValue());
        }
        return labels;
    }

    Labels with(String name, String value) {
        StringBuilder out = new StringBuilder(text);
        if (!text.isEmpty()) {
            out.append(',');
        }
        out.append(name).append("=\"");
        Escapes.quoted(out, value);
        return new Labels(out.append('"').toString());
    }
}
