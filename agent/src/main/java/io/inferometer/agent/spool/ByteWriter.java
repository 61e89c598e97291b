package io.inferometer.agent.spool;

import java.util.Arrays;

/** Writes numbers and text in few bytes; {@link ByteReader} reads them. One thread only. */
final class ByteWriter {

    /** Whole numbers up to here are written as such: each is one double and no other. */
    static final double WHOLE = 0x1p53;

    /** Instead of a whole number: the next eight bytes are the double's bits, highest first. */
    static final int BITS = 1;

    /** Instead of a whole number: not a number. */
    static final int NOT_A_NUMBER = 3;

    private byte[] bytes = new byte[128];
    private int size;

    void octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** Seven bits to the byte, lowest first; small numbers are short, negative ones take ten bytes. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) rest | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** A number that may be below zero: the sign goes to the lowest bit. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void real(double value) {
        long whole = (long) value;
        if (Math.abs(value) <= WHOLE && Double.doubleToLongBits((double) whole) == Double.doubleToLongBits(value)) {
            number(((whole << 1) ^ (whole >> 63)) << 1);
        } else if (Double.isNaN(value)) {
            number(NOT_A_NUMBER);
        } else {
            number(BITS);
            long bits = Double.doubleToLongBits(value);
            for (int shift = 56; shift >= 0; shift -= 8) {
                octet((int) (bits >>> shift));
            }
        }
    }

    /** Preceded by the number of its characters. */
    void text(String text) {
        number(text.length());
        characters(text);
    }

    /** Each {@code char} by itself, in one to three bytes, so that text which is no valid Unicode comes back unchanged too. */
    void characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                octet(c);
            } else if (c < 0x800) {
                octet(0xC0 | (c >> 6));
                octet(0x80 | (c & 0x3F));
            } else {
                octet(0xE0 | (c >> 12));
                octet(0x80 | ((c >> 6) & 0x3F));
                octet(0x80 | (c & 0x3F));
            }
        }
    }

    void raw(byte[] more, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
    }

    /** What another has written, preceded by its length. */
    void part(ByteWriter other) {
        number(other.size);
        raw(other.bytes, other.size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
