package io.inferometer.exporter.statsd;

/**
 * Numbers without an exponent, which not every receiver reads, and without zeros at their end. Not by BigDecimal: in JDK 25 its first use fixes
 * the size of the application's common pool.
 */
final class PlainNumber {

    private static final long NANOS = 1_000_000_000;

    private PlainNumber() {}

    /** Returns nanoseconds, of which there are none below zero, as seconds. */
    static String ofNanos(long nanos) {
        // With a one before it, so that it has all its zeros.
        String fraction = Long.toString(NANOS + nanos % NANOS).substring(1);
        return withoutZeros(nanos / NANOS + "." + fraction);
    }

    /** Returns a finite number with the digits that tell it from any other double. */
    static String of(double value) {
        // Such as 12.5, 0.05 or 1.25E-9.
        String text = Double.toString(Math.abs(value));
        int mark = text.indexOf('E');
        int exponent = mark < 0 ? 0 : Integer.parseInt(text.substring(mark + 1));
        String number = mark < 0 ? text : text.substring(0, mark);
        int point = number.indexOf('.');
        String digits = number.substring(0, point) + number.substring(point + 1);
        String plain = withoutZeros(pointed(digits, point + exponent));
        return value < 0 ? "-" + plain : plain;
    }

    /** Puts the point behind so many digits, and zeros where there are none. */
    private static String pointed(String digits, int place) {
        if (place <= 0) {
            return "0." + "0".repeat(-place) + digits;
        }
        return place < digits.length()
                ? digits.substring(0, place) + "." + digits.substring(place)
                : digits + "0".repeat(place - digits.length()) + ".";
    }

    private static String withoutZeros(String pointed) {
        int end = pointed.length();
        while (pointed.charAt(end - 1) == '0') {
            end--;
        }
        return pointed.substring(0, pointed.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
