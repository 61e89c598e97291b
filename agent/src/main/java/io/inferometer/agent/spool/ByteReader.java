package io.inferometer.agent.spool;

import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. Never reads beyond its bytes, never believes a count that they cannot hold, and lets what is
 * read from one record take a bounded part of the heap. One thread only.
 */
final class ByteReader {

    /** About what an object with its fields takes, in bytes of memory. */
    private static final int OBJECT = 48;

    /** What may be taken in all, in bytes of memory. */
    static final long MOST = Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 4);

    private final byte[] bytes;
    private final int end;
    private final ByteReader whole;
    private int at;

    /** Memory that may still be taken; counted by the reader of the whole alone. */
    private long allowance = MOST;

    ByteReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.whole = this;
    }

    private ByteReader(ByteReader outer, int length) {
        this.bytes = outer.bytes;
        this.at = outer.at;
        this.end = at + length;
        this.whole = outer.whole;
    }

    int remaining() {
        return end - at;
    }

    /** Says that so much memory is about to be taken. */
    void take(long memory) throws DamagedException {
        whole.allowance -= memory;
        if (whole.allowance < 0) {
            throw new DamagedException("it takes too much memory");
        }
    }

    /** Splits off the next bytes, which are preceded by their number. */
    ByteReader part() throws DamagedException {
        ByteReader part = new ByteReader(this, count());
        at = part.end;
        return part;
    }

    /** The same bytes from here on. */
    ByteReader copy() {
        return new ByteReader(this, remaining());
    }

    void skipToEnd() {
        at = end;
    }

    /** The next bytes, as many as there are. */
    byte[] rest() throws DamagedException {
        take(remaining());
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    int octet() throws DamagedException {
        if (at >= end) {
            throw new DamagedException("ends too early");
        }
        return bytes[at++] & 0xFF;
    }

    long number() throws DamagedException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamagedException("a number that does not end");
    }

    long signed() throws DamagedException {
        return sign(number());
    }

    private static long sign(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    /** Of a column, which may not be there: its next number, or 0. */
    long nextSigned() throws DamagedException {
        return remaining() == 0 ? 0 : signed();
    }

    /** Of a column, which may not be there: its next text, or an empty one. */
    String nextText() throws DamagedException {
        return remaining() == 0 ? "" : text();
    }

    double real() throws DamagedException {
        long value = number();
        if ((value & 1) == 0) {
            return sign(value >>> 1);
        }
        if (value == ByteWriter.NOT_A_NUMBER) {
            return Double.NaN;
        }
        if (value != ByteWriter.BITS) {
            throw new DamagedException("no number");
        }
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << 8) | octet();
        }
        return Double.longBitsToDouble(bits);
    }

    int whole() throws DamagedException {
        long value = number();
        if (value != (int) value) {
            throw new DamagedException("a number out of range");
        }
        return (int) value;
    }

    /** How many things follow, each of at least one byte. */
    int count() throws DamagedException {
        int count = whole();
        if (count < 0 || count > remaining()) {
            throw new DamagedException("more things than bytes");
        }
        return count;
    }

    /** Text that is preceded by the number of its characters. */
    String text() throws DamagedException {
        int length = count();
        take(OBJECT + 4L * length);
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = character();
        }
        return new String(text);
    }

    /** Text up to the end. */
    String textToEnd() throws DamagedException {
        take(OBJECT + 4L * remaining());
        char[] text = new char[remaining()];
        int length = 0;
        while (remaining() > 0) {
            text[length++] = character();
        }
        return new String(text, 0, length);
    }

    private char character() throws DamagedException {
        int first = octet();
        if (first < 0x80) {
            return (char) first;
        }
        if (first < 0xE0) {
            return (char) (((first & 0x1F) << 6) | (octet() & 0x3F));
        }
        return (char) (((first & 0x0F) << 12) | ((octet() & 0x3F) << 6) | (octet() & 0x3F));
    }
}
