package io.inferometer.exporter.prometheus;

/**
 * Numbers as Go's {@code strconv.FormatFloat(value, 'g', -1, 64)} writes them, which is how every Prometheus client names
 * a bucket: the text of a bound is the identity of its series, so it must not depend on the JDK's version (JDK-4511638
 * changed {@link Double#toString} in 19).
 *
 * <p>Without BigDecimal, whose first use fixes the size of the application's common pool: in JDK 25 its constants are
 * multiplied by a class that asks for the pool's parallelism.
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
        return (value < 0 ? "-" : "") + positive(Double.toString(Math.abs(value)));
    }

    /** @param text as {@link Double#toString} writes it: {@code 12.5}, {@code 0.05} or {@code 1.25E-9} */
    private static String positive(String text) {
        int e = text.indexOf('E');
        int point = text.indexOf('.');
        String all = text.substring(0, point) + text.substring(point + 1, e < 0 ? text.length() : e);
        int first = 0;
        while (all.charAt(first) == '0') {
            first++;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        return write(
                all.substring(first, end), point - 1 - first + (e < 0 ? 0 : Integer.parseInt(text.substring(e + 1))));
    }

    /**
     * @param digits without zeros at either end
     * @param exponent the power of ten that the first digit counts
     */
    private static String write(String digits, int exponent) {
        if (exponent < -4 || exponent >= LARGE) {
            String power = Integer.toString(Math.abs(exponent));
            return point(digits, 1) + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" : "") + power;
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        int missing = exponent + 1 - digits.length();
        return missing >= 0 ? digits + "0".repeat(missing) : point(digits, exponent + 1);
    }

    private static String point(String digits, int at) {
        return digits.length() == at ? digits : digits.substring(0, at) + "." + digits.substring(at);
    }
}
