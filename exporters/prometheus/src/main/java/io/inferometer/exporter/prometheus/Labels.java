package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.api.ModelId;
import java.util.Map;

/** Label pairs without the braces, encoded: {@code model="a",version="1"}; empty for none. One thread only. */
final class Labels {

    static final byte[] NONE = {};

    private final LineBuffer out = new LineBuffer(256);

    byte[] of(ModelId id) {
        out.clear();
        pair(out, "model", id.name());
        pair(out, "version", id.version());
        pair(out, "library", id.library());
        return out.copyFrom(0);
    }

    byte[] of(String name, String value) {
        out.clear();
        pair(out, name, value);
        return out.copyFrom(0);
    }

    byte[] of(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return NONE;
        }
        out.clear();
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            pair(out, pair.getKey(), pair.getValue());
        }
        return out.copyFrom(0);
    }

    private static void pair(LineBuffer out, String name, String value) {
        if (out.length() > 0) {
            out.put(',');
        }
        out.text(name);
        out.put('=');
        out.put('"');
        out.escaped(value, true);
        out.put('"');
    }
}
