package io.inferometer.exporter.prometheus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines being written as UTF-8, and taken away by as many bytes as there is room for. Used again; grows with the longest text
 * that was in it at once. One thread only.
 */
final class LineBuffer {

    private byte[] bytes;
    private int length;
    private int taken;

    /** @param capacity to begin with */
    LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /**
     * Takes bytes away.
     *
     * @return whether none is left
     */
    boolean drainTo(ByteBuffer out) {
        int part = Math.min(length - taken, out.remaining());
        out.put(bytes, taken, part);
        taken += part;
        if (taken < length) {
            return false;
        }
        clear();
        return true;
    }

    void clear() {
        length = 0;
        taken = 0;
    }

    /** How many bytes were written since it was last empty. */
    int length() {
        return length;
    }

    /** What was written from this place on. */
    byte[] copyFrom(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    /** Writes once more what is between two places. */
    void repeat(int start, int end) {
        ensure(end - start);
        System.arraycopy(bytes, start, bytes, length, end - start);
        length += end - start;
    }

    /** Writes once more what is between two places, and text behind it. */
    void repeat(int start, int end, byte[] text) {
        int part = end - start;
        ensure(part + text.length);
        byte[] target = bytes;
        System.arraycopy(target, start, target, length, part);
        System.arraycopy(text, 0, target, length + part, text.length);
        length += part + text.length;
    }

    void put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    void put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** Makes room for a character at a place before the end. */
    void insert(int place, char ascii) {
        ensure(1);
        System.arraycopy(bytes, place, bytes, place + 1, length - place);
        bytes[place] = (byte) ascii;
        length++;
    }

    /** Writes text as it is. */
    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            i = character(text, i);
        }
    }

    /**
     * Writes text with backslashes and line feeds escaped.
     *
     * @param quotes whether quotes are escaped, too
     */
    void escaped(String text, boolean quotes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || (c == '"' && quotes)) {
                put('\\');
                put(c);
            } else if (c == '\n') {
                put('\\');
                put('n');
            } else {
                i = character(text, i);
            }
        }
    }

    /** Writes the character at this place and returns the last of its places: a pair of surrogates is one character. */
    private int character(String text, int i) {
        ensure(4);
        char c = text.charAt(i);
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | c >> 6);
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else if (!Character.isSurrogate(c)) {
            bytes[length++] = (byte) (0xE0 | c >> 12);
            bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3F));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = (byte) (0x80 | (point >> 12 & 0x3F));
            bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3F));
            bytes[length++] = (byte) (0x80 | (point & 0x3F));
            return i + 1;
        } else {
            // As String.getBytes has it.
            bytes[length++] = '?';
        }
        return i;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            text(Long.toString(value));
            return;
        }
        if (value < 0) {
            put('-');
        }
        long left = Math.abs(value);
        int digits = digits(left);
        ensure(digits);
        byte[] target = bytes;
        int i = length + digits;
        length = i;
        for (; left > Integer.MAX_VALUE; left /= 10) {
            target[--i] = (byte) ('0' + left % 10);
        }
        // Most are small, and dividing such is faster.
        int few = (int) left;
        do {
            target[--i] = (byte) ('0' + few % 10);
            few /= 10;
        } while (few > 0);
    }

    /** How many digits a number has that is not negative. */
    static int digits(long value) {
        int digits = 1;
        for (long power = 10; digits < 19 && value >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, taken, length - taken, StandardCharsets.UTF_8);
    }
}
