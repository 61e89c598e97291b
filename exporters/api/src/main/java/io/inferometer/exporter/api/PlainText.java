package io.inferometer.exporter.api;

/**
 * Text that a terminal, a log, a page and every format can show as it is: no control character, no line or paragraph separator,
 * nothing that turns the direction of what follows, and valid Unicode.
 */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int HASH_LENGTH = 16;

    /** What a name that was changed ends with: this, and the hash of what it was. */
    private static final char HASH_MARK = '…';

    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private PlainText() {}

    /** Returns whether a character can be shown as it is. A surrogate, which has lost its partner, cannot. */
    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> !isDirection(codePoint);
            default -> !isNoncharacter(codePoint);
        };
    }

    /** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9). */
    private static boolean isDirection(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    /** Returns the text with U+FFFD for each character that cannot be shown; the text itself when there is none. */
    public static String of(String text) {
        int end = plainUntil(text);
        if (end == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, end);
        for (int i = end; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            plain.appendCodePoint(isPlain(codePoint) ? codePoint : REPLACEMENT);
            i += Character.charCount(codePoint);
        }
        return plain.toString();
    }

    private static int plainUntil(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (!isPlain(codePoint)) {
                return i;
            }
            i += Character.charCount(codePoint);
        }
        return i;
    }

    /**
     * Returns the name that something is shown under: its own, if that is plain and not too long, else as much of it as can be
     * shown and a hash of all of it. The same name gives the same, different names give different ones: one that looks like
     * a changed one is changed, too.
     *
     * @param length the greatest length, more than 17
     */
    public static String name(String found, int length) {
        if (found.length() <= length && plainUntil(found) == found.length() && !endsLikeHash(found)) {
            return found;
        }
        String hash = Long.toHexString(hash(found));
        // So much at most can be shown of it: names of megabytes are not copied.
        String shown = WellFormed.start(of(WellFormed.start(found, length)), length - 1 - HASH_LENGTH);
        return shown + HASH_MARK + "0".repeat(HASH_LENGTH - hash.length()) + hash;
    }

    private static boolean endsLikeHash(String name) {
        int mark = name.length() - 1 - HASH_LENGTH;
        if (mark < 0 || name.charAt(mark) != HASH_MARK) {
            return false;
        }
        for (int i = mark + 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a of 64 bits (Fowler, Noll, Vo), a character at a time. */
    public static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
