package io.inferometer.agent.redaction;

/** A text as the rules read it, and what they hide of the text that it was made from. Confined to one call. */
final class ReadText {

    static final String MASK = "***";

    private final String original;
    private final String text;
    private final int[] origins;
    private final boolean[][] hidden;

    private ReadText(String original, String text, int[] origins, boolean[][] hidden) {
        this.original = original;
        this.text = text;
        this.origins = origins;
        this.hidden = hidden;
    }

    /** The text as it is. */
    static ReadText plain(String text) {
        return new ReadText(text, text, null, new boolean[1][]);
    }

    /**
     * The text with escapes of URLs ({@code %40}, also {@code %2540}) and of JSON ({@code \}{@code u0040}, {@code \/})
     * undone; null when there are none. A blank that was escaped divides nothing.
     *
     * @param plain takes what is hidden
     */
    static ReadText unescaped(String original, ReadText plain) {
        if (original.indexOf('%') < 0 && original.indexOf('\\') < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder(original.length());
        int[] origins = new int[original.length() + 1];
        int at = 0;
        while (at < original.length()) {
            origins[text.length()] = at;
            int end = escapeEnd(original, at);
            if (end < 0) {
                text.append(original.charAt(at++));
            } else {
                text.append(escaped(original, at, end));
                at = end;
            }
        }
        if (text.length() == original.length()) {
            return null;
        }
        origins[text.length()] = original.length();
        return new ReadText(original, text.toString(), origins, plain.hidden);
    }

    /** Where the escape that begins here ends; negative when none does. */
    private static int escapeEnd(String text, int at) {
        char c = text.charAt(at);
        if (c == '%') {
            int digits = at + 1;
            while (text.startsWith("25", digits)) {
                digits += 2;
            }
            if (isHex(text, digits, 2)) {
                return digits + 2;
            }
            return digits > at + 1 ? digits : -1;
        }
        if (c == '\\' && text.startsWith("u", at + 1) && isHex(text, at + 2, 4)) {
            return at + 6;
        }
        return c == '\\' && text.startsWith("/", at + 1) ? at + 2 : -1;
    }

    private static char escaped(String text, int at, int end) {
        if (text.charAt(end - 1) == '/') {
            return '/';
        }
        int code = 0;
        for (int i = Math.max(at + 1, end - (text.charAt(at) == '%' ? 2 : 4)); i < end; i++) {
            code = code << 4 | Character.digit(text.charAt(i), 16);
        }
        return code > ' ' && code < 0x7f ? (char) code : '_';
    }

    private static boolean isHex(String text, int from, int count) {
        if (from + count > text.length()) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    int length() {
        return text.length();
    }

    /** The character there; 0 outside the text. */
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }

    String part(int from, int to) {
        return text.substring(from, to);
    }

    boolean startsWith(String prefix, int index) {
        return text.startsWith(prefix, index);
    }

    int indexOf(String part, int from) {
        return text.indexOf(part, from);
    }

    /** The end of the line that holds {@code index}. */
    int lineEnd(int index) {
        int end = index;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    void hide(int from, int to) {
        if (from >= to) {
            return;
        }
        if (hidden[0] == null) {
            hidden[0] = new boolean[original.length()];
        }
        int end = origins == null ? to : origins[to];
        for (int i = origins == null ? from : origins[from]; i < end; i++) {
            hidden[0][i] = true;
        }
    }

    /** The original with its hidden parts masked. */
    String masked() {
        boolean[] secret = hidden[0];
        if (secret == null) {
            return original;
        }
        StringBuilder masked = new StringBuilder(original.length());
        boolean inside = false;
        for (int i = 0; i < secret.length; i++) {
            char c = original.charAt(i);
            if (!secret[i] || isLineEnd(c)) {
                masked.append(c);
                inside = false;
            } else if (!inside) {
                masked.append(MASK);
                inside = true;
            }
        }
        return masked.toString();
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Divides words everywhere: blanks, controls and line ends. */
    static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u2028' || c == '\u2029';
    }

    static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
