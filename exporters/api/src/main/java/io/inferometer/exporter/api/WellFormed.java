package io.inferometer.exporter.api;

/** Text that UTF-8 can carry: a surrogate without its partner is none, and strict parsers refuse what encoders make of it. */
public final class WellFormed {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** Returns the text with each unpaired surrogate replaced by U+FFFD; the text itself when it has none. */
    public static String text(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                changed = changed == null ? new StringBuilder(text) : changed;
                changed.setCharAt(i, REPLACEMENT);
            }
        }
        return changed == null ? text : changed.toString();
    }

    /** Returns the first characters of a text, at most {@code length}; a surrogate pair is never divided. */
    public static String start(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean divides = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, divides ? length - 1 : length);
    }
}
