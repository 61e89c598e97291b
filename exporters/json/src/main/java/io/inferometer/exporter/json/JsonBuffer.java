package io.inferometer.exporter.json;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * JSON being written as UTF-8 (RFC 8259), and taken away by as many bytes as there is room for. It writes commas, colons and quotes.
 * The caller closes each object and array, and writes fields in objects only. Names of fields are copied without escaping, so they must be printable
 * ASCII without quotes and backslashes; {@link #fieldOfAnyName} escapes its name. Used again; grows with the longest text that was in it at once. Used by one thread.
 */
public final class JsonBuffer {

    /** More than any number has. */
    private static final int NUMBER = 32;

    /** Of a character that has no shorter escape. */
    private static final int LONGEST_ESCAPE = 6;

    // What stands behind a backslash for characters that have such an escape.
    private static final String FROM = "\"\\\b\t\n\f\r";
    private static final String TO = "\"\\btnfr";

    private static final String HEX = "0123456789ABCDEF";

    private final Decimals decimals = new Decimals();
    private byte[] bytes;
    private int length;
    private int taken;

    /** Whether what comes next, unless it is an end, follows something in the same object or array. */
    private boolean follows;

    /** @param capacity to begin with, in bytes */
    public JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /**
     * Takes bytes away.
     *
     * @return whether none is left
     */
    public boolean drainTo(ByteBuffer out) {
        int part = Math.min(length - taken, out.remaining());
        out.put(bytes, taken, part);
        taken += part;
        if (taken < length) {
            return false;
        }
        length = 0;
        taken = 0;
        return true;
    }

    /** Returns what was written and not taken away. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, taken, length);
    }

    public void beginObject() {
        begin('{');
    }

    public void beginObject(String name) {
        name(name);
        begin('{');
    }

    public void endObject() {
        end('}');
    }

    public void beginArray() {
        begin('[');
    }

    public void beginArray(String name) {
        name(name);
        begin('[');
    }

    public void endArray() {
        end(']');
    }

    public void field(String name, String value) {
        name(name);
        value(value);
    }

    /** Writes a field whose name may have any characters. */
    public void fieldOfAnyName(String name, String value) {
        value(name);
        ensure(1);
        bytes[length++] = ':';
        follows = false;
        value(value);
    }

    public void field(String name, long value) {
        name(name);
        value(value);
    }

    public void field(String name, boolean value) {
        name(name);
        literal(value ? "true" : "false");
    }

    /** Writes the digits that tell a number from any other double, as {@link Double#toString} does; null for what is not finite. */
    public void field(String name, double value) {
        name(name);
        if (Double.isFinite(value)) {
            next(NUMBER);
            length = decimals.write(value, bytes, length);
        } else {
            literal("null");
        }
    }

    /** Writes nanoseconds as a number of seconds, exact where a double would round sums of more than 2^53 ns (104 days). */
    public void seconds(String name, long nanos) {
        name(name);
        next(NUMBER);
        length = Digits.write(nanos, 9, 0, bytes, length);
    }

    /** Writes that a value is not known. */
    public void unknown(String name) {
        name(name);
        literal("null");
    }

    /** Writes an element. */
    public void value(long value) {
        next(NUMBER);
        length = Digits.write(value, bytes, length);
    }

    /** Writes an element. Characters beyond the first 65,536 are escaped, half by half. */
    public void value(String value) {
        int most = value.length();
        next(most + 2);
        byte[] target = bytes;
        int at = length;
        target[at++] = '"';
        for (int i = 0; i < most; i++) {
            char c = value.charAt(i);
            if (c >= 0x80 || isEscaped(c)) {
                escaped(value);
                return;
            }
            target[at++] = (byte) c;
        }
        target[at++] = '"';
        length = at;
    }

    /** Ends a line between two documents. */
    public void endLine() {
        ensure(1);
        bytes[length++] = '\n';
        follows = false;
    }

    private static boolean isEscaped(int c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    private void escaped(String value) {
        ensure(value.length() * LONGEST_ESCAPE + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isSurrogate(c)) {
                unicode(c);
            } else {
                bytes[length++] = (byte) (0xE0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        bytes[length++] = '"';
    }

    private void ascii(char c) {
        if (!isEscaped(c)) {
            bytes[length++] = (byte) c;
            return;
        }
        int common = FROM.indexOf(c);
        if (common >= 0) {
            bytes[length++] = '\\';
            bytes[length++] = (byte) TO.charAt(common);
        } else {
            unicode(c);
        }
    }

    private void unicode(char c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = (byte) HEX.charAt((c >> shift) & 0xF);
        }
    }

    private void begin(char bracket) {
        next(1);
        bytes[length++] = (byte) bracket;
        follows = false;
    }

    private void end(char bracket) {
        ensure(1);
        bytes[length++] = (byte) bracket;
        follows = true;
    }

    private void name(String name) {
        next(name.length() + 3);
        bytes[length++] = '"';
        ascii(name);
        bytes[length++] = '"';
        bytes[length++] = ':';
        follows = false;
    }

    private void literal(String text) {
        next(text.length());
        ascii(text);
    }

    /** Begins an element, a value or a name, and makes room for it. */
    private void next(int room) {
        ensure(room + 1);
        if (follows) {
            bytes[length++] = ',';
        }
        follows = true;
    }

    // Cuts each character to a byte, which is what ASCII needs, and so copies without looking at any.
    @SuppressWarnings("deprecation")
    private void ascii(String text) {
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
