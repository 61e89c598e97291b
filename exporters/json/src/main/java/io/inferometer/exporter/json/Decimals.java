package io.inferometer.exporter.json;

/**
 * Writes fractions digit by digit: a document of a thousand models has thirty thousand. Not by BigDecimal, whose first use in JDK 25 fixes the
 * size of the application's common pool. Used by one thread.
 */
final class Decimals {

    /** A number with fewer digits is the only one of so many that its double has: they are the shortest. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private final StringBuilder any = new StringBuilder(32);
    private KnownTexts known;

    /**
     * Writes a finite number with the digits that tell it from any other double, as {@link Double#toString} does.
     *
     * @param to has room for as many as there are
     * @return the place behind the last
     */
    int write(double value, byte[] to, int at) {
        double size = Math.abs(value);
        if (Double.doubleToRawLongBits(value) == 0) {
            return Digits.write(0, 3, 1, to, at);
        }
        if (size >= 1e-3 && size < 1e7) {
            if (isOf(value, 1e3)) {
                return Digits.write((long) Math.rint(value * 1e3), 3, 1, to, at);
            }
            if (isOf(value, 1e9)) {
                return Digits.write((long) Math.rint(value * 1e9), 9, 1, to, at);
            }
        }
        byte[] text = text(value);
        System.arraycopy(text, 0, to, at, text.length);
        return at + text.length;
    }

    /** Whether a value has at most so many decimals and fifteen digits, as times and rounded figures have. */
    private static boolean isOf(double value, double power) {
        double scaled = Math.rint(value * power);
        return Math.abs(scaled) < FIFTEEN_DIGITS && scaled / power == value;
    }

    private byte[] text(double value) {
        if (known == null) {
            known = new KnownTexts();
        }
        byte[] text = known.get(value);
        if (text == null) {
            any.setLength(0);
            any.append(value);
            text = new byte[any.length()];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) any.charAt(i);
            }
            known.put(value, text);
        }
        return text;
    }
}
