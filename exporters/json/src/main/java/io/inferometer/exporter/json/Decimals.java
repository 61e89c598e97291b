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

    /** Null where none are kept. */
    private final KnownTexts known;

    public Decimals(JsonGenerator json) {
        this(json, null);
    }

    private Decimals(JsonGenerator json, KnownTexts known) {
        this.json = json;
        this.known = known;
    }

    /** Returns one for a document about many subjects: it keeps some texts, in 40 KiB at most. */
    public static Decimals ofMany(JsonGenerator json) {
        return new Decimals(json, new KnownTexts());
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
        if (Double.doubleToRawLongBits(value) == 0) {
            write(0, 3, 1);
        } else if (!plain || !(few(value, 1e3, 3) || few(value, 1e9, 9))) {
            any(value);
        }
    }

    private void any(double value) throws IOException {
        char[] same = known == null ? null : known.get(value);
        if (same == null) {
            any.setLength(0);
            any.append(value);
            same = new char[any.length()];
            any.getChars(0, any.length(), same, 0);
            if (known != null) {
                known.put(value, same);
            }
        }
        json.writeNumber(same, 0, same.length);
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
     * @param decimals 9 or 3
     * @param least how many decimals there are in any case
     */
    private void write(long value, int decimals, int least) throws IOException {
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
        int start = text.length;
        for (int place = 0; place < places; place++) {
            text[--start] = (char) ('0' + fraction % 10);
            fraction /= 10;
        }
        if (places > 0) {
            text[--start] = '.';
        }
        for (; whole > Integer.MAX_VALUE; whole /= 10) {
            text[--start] = (char) ('0' + whole % 10);
        }
        int few = (int) whole;
        do {
            text[--start] = (char) ('0' + few % 10);
            few /= 10;
        } while (few > 0);
        if (value < 0) {
            text[--start] = '-';
        }
        json.writeNumber(text, start, text.length - start);
    }
}
