package io.inferometer.exporter.prometheus;

/** What the formats escape. A label's value is written alike in both; only OpenMetrics escapes quotes in help texts. */
final class Escapes {

    private Escapes() {}

    /** The help text of the Prometheus format: backslash and line feed. */
    static void help(StringBuilder out, String text) {
        escape(out, text, false);
    }

    /** A label's value, or the help text of OpenMetrics: backslash, line feed and quote. */
    static void quoted(StringBuilder out, String text) {
        escape(out, text, true);
    }

    private static void escape(StringBuilder out, String text, boolean quotes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '"' && quotes) {
                out.append("\\\"");
            } else {
                out.append(c);
            }
        }
    }
}
