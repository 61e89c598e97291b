package io.inferometer.exporter.statsd;

import io.inferometer.exporter.api.PlainText;
import java.nio.charset.StandardCharsets;

/**
 * Makes a name the value of a tag. One of letters, digits and {@code _ - . /}, of at most {@value #LONGEST} bytes, is kept. Of any other
 * the beginning is kept with {@code _} for each character that is none of these, followed by {@code _} and sixteen hexadecimal digits of
 * a hash of all of it. A name that ends like that itself is changed, too, so that different names stay different.
 */
final class TagValue {

    /** Four of them, a name and a number fit into a datagram. */
    static final int LONGEST = 128;

    private static final int HASH_DIGITS = 16;
    private static final int HASH_LENGTH = 1 + HASH_DIGITS;

    private TagValue() {}

    static String of(String name) {
        if (isPlain(name) && length(name) <= LONGEST && !endsLikeHash(name)) {
            return name;
        }
        StringBuilder value = new StringBuilder(LONGEST);
        int room = LONGEST - HASH_LENGTH;
        for (int i = 0; i < name.length() && room > 0; ) {
            int codePoint = name.codePointAt(i);
            i += Character.charCount(codePoint);
            int shown = isPlain(codePoint) ? codePoint : '_';
            room -= length(Character.toString(shown));
            if (room >= 0) {
                value.appendCodePoint(shown);
            }
        }
        String hash = Long.toHexString(PlainText.hash(name));
        return value.append('_')
                .append("0".repeat(HASH_DIGITS - hash.length()))
                .append(hash)
                .toString();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.codePoints().allMatch(TagValue::isPlain);
    }

    private static boolean isPlain(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '_'
                || codePoint == '-'
                || codePoint == '.'
                || codePoint == '/';
    }

    private static boolean endsLikeHash(String name) {
        int mark = name.length() - HASH_LENGTH;
        return mark >= 0
                && name.charAt(mark) == '_'
                && name.substring(mark + 1).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
