package io.inferometer.agent.async;

import io.inferometer.agent.model.FailureText;
import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.PlainText;

/** What a request's line says: sentences, then times. Confined. */
final class RequestText {

    private final StringBuilder text = new StringBuilder();
    private boolean hasTimes;

    /**
     * Adds a sentence.
     *
     * @param failure what the application said of it, as it is; null if that is not known
     */
    RequestText sentence(String what, String failure) {
        text.append(text.isEmpty() ? "" : " ").append(what);
        if (failure != null) {
            String shown = FailureText.shown(failure).replace("\\", "\\\\").replace("\"", "\\\"");
            text.append(" with message \"").append(shown).append('"');
        }
        text.append('.');
        return this;
    }

    /** Adds a time in whole units, unless it is negative, which says that it is not known. */
    RequestText time(String name, long nanos, long unitNanos, String unit) {
        if (nanos >= 0) {
            text.append(hasTimes ? ", " : " ").append(name).append(": ");
            text.append((nanos + unitNanos / 2) / unitNanos).append(' ').append(unit);
            hasTimes = true;
        }
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * Returns an id as it is shown, another one for each. The line says by brackets where it ends, so that one in it counts among what
     * cannot be shown.
     */
    static String id(Object id) {
        String marked = id.toString().replace("\0", "\0\0").replace("[", "\0(").replace("]", "\0)");
        return Redaction.of(PlainText.name(marked, Ids.MAX_LENGTH));
    }
}
