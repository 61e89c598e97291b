package io.inferometer.agent.config;

import java.time.Duration;

/** Durations ({@code 500ms 10s 5m 2h 1d}) and sizes ({@code 100B 64KiB 512MiB 2GiB}): a whole number and a unit. */
final class Quantities {

    private static final String[] DURATION_UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] DURATION_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final String[] SIZE_UNITS = {"GiB", "MiB", "KiB", "B"};
    private static final long[] SIZE_BYTES = {1L << 30, 1L << 20, 1L << 10, 1};

    /** The longest duration that timers can hold in nanoseconds: 292 years. */
    private static final long MOST_MILLIS = Long.MAX_VALUE / 1_000_000;

    private Quantities() {}

    /** The duration, or null when {@code text} is none or exceeds 292 years. */
    static Duration parseDuration(String text) {
        long millis = parse(text, DURATION_UNITS, DURATION_MILLIS, MOST_MILLIS);
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    /** The size in bytes, or -1 when {@code text} is none or exceeds a {@code long}. */
    static long parseSize(String text) {
        return parse(text, SIZE_UNITS, SIZE_BYTES, Long.MAX_VALUE);
    }

    static String format(Duration duration) {
        return format(duration.toMillis(), DURATION_UNITS, DURATION_MILLIS, "0s");
    }

    static String formatSize(long bytes) {
        return format(bytes, SIZE_UNITS, SIZE_BYTES, "0B");
    }

    /** The number that {@code text} spells in decimal digits alone, or -1 when it does not or exceeds a {@code long}. */
    static long wholeNumber(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static long parse(String text, String[] units, long[] factors, long most) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long number = wholeNumber(text.substring(0, digits));
        String unit = text.substring(digits);
        for (int i = 0; i < units.length; i++) {
            if (units[i].equals(unit)) {
                return number < 0 || number > most / factors[i] ? -1 : number * factors[i];
            }
        }
        return -1;
    }

    private static String format(long value, String[] units, long[] factors, String zero) {
        if (value == 0) {
            return zero;
        }
        int unit = 0;
        while (value % factors[unit] != 0) {
            unit++;
        }
        return Long.toString(value / factors[unit]).concat(units[unit]);
    }
}
