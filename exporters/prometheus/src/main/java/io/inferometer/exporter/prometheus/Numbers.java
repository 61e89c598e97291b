package io.inferometer.exporter.prometheus;

/**
 * Numbers as Go's {@code strconv.FormatFloat(value, 'g', -1, 64)} writes them, which is how every Prometheus client names
 * a bucket: the text of a bound is the identity of its series, so it must not depend on the JDK's version (JDK-4511638
 * changed {@link Double#toString} in 19). One thread only.
 *
 * <p>Without BigDecimal, whose first use fixes the size of the application's common pool: in JDK 25 its constants are
 * multiplied by a class that asks for the pool's parallelism.
 */
final class Numbers {

    /** From this decimal exponent on, and below −4, Go writes an exponent. */
    private static final int LARGE = 21;

    /** A number with so many digits is the only one that its double has with so many or fewer: they are the shortest. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private final LineBuffer out;
    private final StringBuilder decimal = new StringBuilder(32);

    Numbers(LineBuffer out) {
        this.out = out;
    }

    static String text(double value) {
        LineBuffer text = new LineBuffer(32);
        new Numbers(text).write(value);
        return text.toString();
    }

    void write(double value) {
        if (Double.isNaN(value)) {
            out.text("NaN");
        } else if (Double.isInfinite(value)) {
            out.text(value > 0 ? "+Inf" : "-Inf");
        } else if (value == 0) {
            out.put('0');
        } else {
            if (value < 0) {
                out.put('-');
            }
            positive(Math.abs(value));
        }
    }

    private void positive(double value) {
        if (!(few(value, 9) || few(value, 3) || few(value, 0))) {
            any(value);
        }
    }

    /** Writes a value that has at most so many decimals and fifteen digits, as sums of nanoseconds have; nothing otherwise. */
    private boolean few(double value, int decimals) {
        double power = decimals == 9 ? 1e9 : decimals == 3 ? 1e3 : 1;
        double scaled = Math.rint(value * power);
        if (scaled == 0 || scaled >= FIFTEEN_DIGITS || scaled / power != value) {
            return false;
        }
        write((long) scaled, -decimals);
        return true;
    }

    private void any(double value) {
        decimal.setLength(0);
        // 12.5, 0.05 or 1.25E-9
        decimal.append(value);
        long digits = 0;
        int exponent = 0;
        boolean fraction = false;
        int i = 0;
        for (; i < decimal.length() && decimal.charAt(i) != 'E'; i++) {
            char c = decimal.charAt(i);
            if (c == '.') {
                fraction = true;
            } else {
                digits = digits * 10 + (c - '0');
                exponent -= fraction ? 1 : 0;
            }
        }
        if (i < decimal.length()) {
            exponent += Integer.parseInt(decimal, i + 1, decimal.length(), 10);
        }
        write(digits, exponent);
    }

    /** Writes {@code digits × 10^exponent}. */
    private void write(long digits, int exponent) {
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        int count = LineBuffer.digits(digits);
        int first = exponent + count - 1;
        if (first < -4 || first >= LARGE) {
            pointed(digits, count, 1);
            out.put('e');
            out.put(first < 0 ? '-' : '+');
            if (Math.abs(first) < 10) {
                out.put('0');
            }
            out.number(Math.abs(first));
        } else if (first < 0) {
            out.put('0');
            out.put('.');
            zeros(-first - 1);
            out.number(digits);
        } else {
            pointed(digits, count, Math.min(count, first + 1));
            zeros(first + 1 - count);
        }
    }

    private void pointed(long digits, int count, int whole) {
        out.number(digits);
        if (count > whole) {
            out.insert(out.length() - (count - whole), '.');
        }
    }

    private void zeros(int count) {
        for (int i = 0; i < count; i++) {
            out.put('0');
        }
    }
}
