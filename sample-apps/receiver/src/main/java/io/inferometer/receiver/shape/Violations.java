package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The breaches found in one document. Not thread-safe. */
public final class Violations {
    static final int SHOWN = 10;
    static final int QUOTED = 80;

    private final List<String> shown = new ArrayList<>();
    private int count;

    void add(String path, JsonNode value, String expectation) {
        count++;
        if (shown.size() < SHOWN) {
            shown.add("%s: %s, found %s".formatted(path.isEmpty() ? "the body" : path, expectation, quote(value)));
        }
    }

    /** True if the document keeps every rule. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** All of them in one line, beginning with their number. */
    @Override
    public String toString() {
        String more = count > shown.size() ? "; and " + (count - shown.size()) + " more" : "";
        return count + (count == 1 ? " validation error: " : " validation errors: ") + String.join("; ", shown) + more;
    }

    private static String quote(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }
}
