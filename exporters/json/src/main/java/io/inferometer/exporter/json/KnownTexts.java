package io.inferometer.exporter.json;

/**
 * The texts of some numbers that were written before. Percentiles are of few values, 64 to the octave, so that those of many models are often
 * the same. Of two whose places are the same the later is kept. Used by one thread.
 */
final class KnownTexts {

    private static final int BITS = 9;

    private final long[] numbers = new long[1 << BITS];
    private final byte[][] texts = new byte[1 << BITS][];

    private static int place(long bits) {
        // Multiplied by the golden ratio, so that neighbours are spread.
        return (int) ((bits * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - BITS));
    }

    /** Returns the text; null if it is not known. */
    byte[] get(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int place = place(bits);
        return numbers[place] == bits ? texts[place] : null;
    }

    void put(double value, byte[] text) {
        long bits = Double.doubleToRawLongBits(value);
        int place = place(bits);
        numbers[place] = bits;
        texts[place] = text;
    }
}
