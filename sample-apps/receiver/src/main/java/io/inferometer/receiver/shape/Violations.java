package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The breaches found in one document. Not thread-safe. */
public final class Violations {
    /** What may be wrong; services name errors after it. */
    public enum Kind {
        /** A member is not there. */
        MISSING,
        /** A value breaks its own rule. */
        VALUE,
        /** Members exclude each other. */
        COMBINATION
    }

    static final int SHOWN = 10;
    static final int QUOTED = 80;

    private final List<String> shown = new ArrayList<>();
    private Kind first;
    private int count;

    /** Notes that {@code value} is not what a rule expects; a missing node stands for a member that is not there. */
    public void add(String path, JsonNode value, String expectation) {
        add(value.isMissingNode() ? Kind.MISSING : Kind.VALUE, path, value, expectation);
    }

    /** Notes that the members of {@code value} do not go together. */
    public void addCombination(String path, JsonNode value, String expectation) {
        add(Kind.COMBINATION, path, value, expectation);
    }

    private void add(Kind kind, String path, JsonNode value, String expectation) {
        count++;
        if (first == null) {
            first = kind;
        }
        if (shown.size() < SHOWN) {
            shown.add("%s: %s, found %s".formatted(path.isEmpty() ? "the body" : path, expectation, quote(value)));
        }
    }

    /** What kind the first breach is; null if there is none. */
    public Kind first() {
        return first;
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
