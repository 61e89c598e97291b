package io.inferometer.exporter.json;

/** Writes decimal digits into an array that has room for them, and returns the place behind the last. */
final class Digits {

    // Both digits of the numbers below a hundred: half as many divisions, each of which waits for the one before.
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    static {
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
    }

    private Digits() {}

    /** Writes a whole number. */
    static int write(long value, byte[] to, int at) {
        if (value >= 0) {
            return positive(value, to, at);
        }
        to[at] = '-';
        if (value > Long.MIN_VALUE) {
            return positive(-value, to, at + 1);
        }
        // Its absolute value does not fit into 64 bits: all digits but the last, then that one.
        int last = positive(-(value / 10), to, at + 1);
        to[last] = '8';
        return last + 1;
    }

    private static int positive(long value, byte[] to, int at) {
        if (value < 10) {
            to[at] = (byte) ('0' + value);
            return at + 1;
        }
        int end = at + 2;
        for (long power = 100; end - at < 19 && value >= power; power *= 10) {
            end++;
        }
        int i = end;
        long left = value;
        for (; left > Integer.MAX_VALUE; left /= 10) {
            to[--i] = (byte) ('0' + left % 10);
        }
        // Most are small, and dividing such is faster.
        int few = (int) left;
        for (; few >= 10; few /= 100) {
            int two = few % 100;
            to[--i] = ONES[two];
            to[--i] = TENS[two];
        }
        if (few > 0) {
            to[--i] = (byte) ('0' + few);
        }
        return end;
    }

    /**
     * Writes {@code value / 10^decimals} without zeros at the end.
     *
     * @param decimals 9 or 3
     * @param least how many decimals there are in any case
     */
    static int write(long value, int decimals, int least, byte[] to, int at) {
        long size = Math.abs(value);
        // Divided by constants, which is faster.
        long whole = decimals == 9 ? size / 1_000_000_000 : size / 1_000;
        int fraction = (int) (size - whole * (decimals == 9 ? 1_000_000_000 : 1_000));
        int places = decimals;
        while (places - 3 >= least && fraction % 1_000 == 0) {
            fraction /= 1_000;
            places -= 3;
        }
        while (places > least && fraction % 10 == 0) {
            fraction /= 10;
            places--;
        }
        int point = at;
        if (value < 0) {
            to[point++] = '-';
        }
        point = positive(whole, to, point);
        if (places == 0) {
            return point;
        }
        to[point] = '.';
        for (int place = places; place > 0; place--) {
            to[point + place] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        return point + places + 1;
    }
}
