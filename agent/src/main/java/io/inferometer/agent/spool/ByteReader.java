package io.inferometer.agent.spool;

/** Reads what {@link ByteWriter} wrote. Never reads beyond its bytes and never believes a count that they cannot hold. One thread only. */
final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int remaining() {
        return end - at;
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

    double real() throws DamagedException {
        long value = number();
        if ((value & 1) == 0) {
            return sign(value >>> 1);
        }
        if (value == ByteWriter.NOT_A_NUMBER) {
            return Double.NaN;
        }
        if (value == ByteWriter.BITS) {
            return Double.longBitsToDouble(fixed(Long.BYTES));
        }
        throw new DamagedException("no number");
    }

    long fixed(int width) throws DamagedException {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | octet();
        }
        return value;
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

    String text() throws DamagedException {
        char[] text = new char[count()];
        for (int i = 0; i < text.length; i++) {
            int first = octet();
            if (first < 0x80) {
                text[i] = (char) first;
            } else if (first < 0xE0) {
                text[i] = (char) (((first & 0x1F) << 6) | (octet() & 0x3F));
            } else {
                text[i] = (char) (((first & 0x0F) << 12) | ((octet() & 0x3F) << 6) | (octet() & 0x3F));
            }
        }
        return new String(text);
    }
}
