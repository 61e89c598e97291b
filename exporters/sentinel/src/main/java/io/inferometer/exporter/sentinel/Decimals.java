package io.inferometer.exporter.sentinel;

/** Writes numbers of cells with as many digits behind the point as they need, and no more than allowed. */
final class Decimals {

    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private Decimals() {}

    /**
     * Returns a number as text; empty unless it is one, at least 0, and small enough for all its digits to be exact.
     *
     * @param most digits behind the point, 0 to 9
     */
    static String of(double value, int most) {
        // Beyond that, a double is no longer as exact as its digits.
        if (!(value >= 0 && value * POWERS[most] < 0x1p63)) {
            return "";
        }
        long scaled = Math.round(value * POWERS[most]);
        long whole = scaled / POWERS[most];
        long fraction = scaled % POWERS[most];
        if (fraction == 0) {
            return Long.toString(whole);
        }
        String digits = Long.toString(POWERS[most] + fraction).substring(1);
        return whole + "." + digits.replaceFirst("0+$", "");
    }
}
