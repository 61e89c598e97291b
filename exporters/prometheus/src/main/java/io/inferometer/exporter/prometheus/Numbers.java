package io.inferometer.exporter.prometheus;

import java.math.BigDecimal;

/**
 * Numbers as Go's {@code strconv.FormatFloat(value, 'g', -1, 64)} writes them, which is how every Prometheus client names
 * a bucket: the text of a bound is the identity of its series, so it must not depend on the JDK's version (JDK-4511638
 * changed {@link Double#toString} in 19).
 */
final class Numbers {

    /** From this decimal exponent on, and below −4, Go writes an exponent. */
    private static final int LARGE = 21;

    private Numbers() {}

    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < LARGE) {
            return decimal.toPlainString();
        }
        BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
        String digits = Integer.toString(Math.abs(exponent));
        return mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
    }
}
