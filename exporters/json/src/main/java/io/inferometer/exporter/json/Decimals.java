package io.inferometer.exporter.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writes fractions as fields of JSON objects, digit by digit into an array that is used again: a document of a thousand models has
 * thirty thousand. Not by BigDecimal, whose first use in JDK 25 fixes the size of the application's common pool. Used by one thread.
 */
public final class Decimals {

    /** A number with fewer digits is the only one of so many that its double has: they are the shortest. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private final JsonGenerator json;
    private final char[] text = new char[32];
    private final StringBuilder any = new StringBuilder(32);

    public Decimals(JsonGenerator json) {
        this.json = json;
    }

    /** Writes nanoseconds as a number of seconds, exact where a double would round sums of more than 2^53 ns (104 days). */
    public void seconds(String name, long nanos) throws IOException {
        json.writeFieldName(name);
        write(nanos, 9, 0);
    }

    /** Writes a finite number with the digits that tell it from any other double, as {@link Double#toString} does. */
    public void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        double size = Math.abs(value);
        boolean plain = size >= 1e-3 && size < 1e7;
        if (!plain || !(few(value, 1e3, 3) || few(value, 1e9, 9))) {
            any.setLength(0);
            any.append(value);
            any.getChars(0, any.length(), text, 0);
            json.writeNumber(text, 0, any.length());
        }
    }

    /** Writes a value of at most so many decimals and fifteen digits, as times and rounded figures are; nothing otherwise. */
    private boolean few(double value, double power, int decimals) throws IOException {
        double scaled = Math.rint(value * power);
        if (Math.abs(scaled) >= FIFTEEN_DIGITS || scaled / power != value) {
            return false;
        }
        write((long) scaled, decimals, 1);
        return true;
    }

    /**
     * Writes {@code value / 10^decimals} without zeros at the end.
     *
     * @param least how many decimals there are in any case
     */
    private void write(long value, int decimals, int least) throws IOException {
        long left = Math.abs(value);
        int places = decimals;
        while (places > least && left % 10 == 0) {
            left /= 10;
            places--;
        }
        int start = text.length;
        for (int place = 0; left > 0 || place <= places; place++) {
            if (place == places && places > 0) {
                text[--start] = '.';
            }
            text[--start] = (char) ('0' + left % 10);
            left /= 10;
        }
        if (value < 0) {
            text[--start] = '-';
        }
        json.writeNumber(text, start, text.length - start);
    }
}
