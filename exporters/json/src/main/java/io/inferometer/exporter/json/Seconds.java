package io.inferometer.exporter.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Nanoseconds as a number of seconds, exact where a double would round sums of more than 2^53 ns (104 days); not by BigDecimal, whose
 * first use in JDK 25 fixes the size of the application's common pool.
 */
final class Seconds {

    private Seconds() {}

    static void write(JsonGenerator json, String name, long nanos) throws IOException {
        String digits = Long.toString(Math.abs(nanos));
        String padded = "0".repeat(Math.max(0, 10 - digits.length())) + digits;
        int point = padded.length() - 9;
        int end = padded.length();
        while (end > point && padded.charAt(end - 1) == '0') {
            end--;
        }
        json.writeFieldName(name);
        json.writeNumber((nanos < 0 ? "-" : "")
                + padded.substring(0, point)
                + (end == point ? "" : "." + padded.substring(point, end)));
    }
}
