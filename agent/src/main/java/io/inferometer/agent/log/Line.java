package io.inferometer.agent.log;

import java.nio.charset.StandardCharsets;

/** Formats one line of the log: {@code 2026-01-02T03:04:05.678Z inferometer INFO message}. */
final class Line {

    /** Longer messages are cut: a line must never hold up its thread, nor fill a disk. */
    static final int MAX_MESSAGE_LENGTH = 8_000;

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int DAYS_FROM_ERA_TO_EPOCH = 719_468;
    private static final int DEEPEST_CAUSE = 5;
    private static final int FRAMES = 6;

    private Line() {}

    static byte[] of(long epochMillis, Level level, String message) {
        StringBuilder line = new StringBuilder(message.length() + 48);
        appendTime(line, epochMillis);
        line.append(" inferometer ").append(level.name()).append(' ');
        appendEscaped(line, message);
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * ISO 8601 in UTC with milliseconds. By hand, because {@code java.time.format} loads some eighty classes while the
     * application starts. The date is that of H. Hinnant, "chrono-compatible low-level date algorithms",
     * {@code civil_from_days}: years begin in March, so that the leap day is the last.
     */
    static void appendTime(StringBuilder line, long epochMillis) {
        long sinceEra = Math.floorDiv(epochMillis, MILLIS_PER_DAY) + DAYS_FROM_ERA_TO_EPOCH;
        long era = Math.floorDiv(sinceEra, DAYS_PER_ERA);
        int dayOfEra = Math.floorMod(sinceEra, DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int millis = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
        appendDigits(line, (int) year, 4);
        appendDigits(line.append('-'), month, 2);
        appendDigits(line.append('-'), day, 2);
        appendDigits(line.append('T'), millis / 3_600_000, 2);
        appendDigits(line.append(':'), millis / 60_000 % 60, 2);
        appendDigits(line.append(':'), millis / 1_000 % 60, 2);
        appendDigits(line.append('.'), millis % 1_000, 3);
        line.append('Z');
    }

    /** The failure and its causes with the innermost frames of the last, in one line. */
    static String describe(String message, Throwable failure) {
        StringBuilder text = new StringBuilder(message);
        Throwable last = failure;
        for (int depth = 0; failure != null && depth < DEEPEST_CAUSE; depth++) {
            text.append(depth == 0 ? ": " : ", caused by ").append(failure);
            last = failure;
            failure = failure.getCause();
        }
        StackTraceElement[] frames = last == null ? new StackTraceElement[0] : last.getStackTrace();
        for (int i = 0; i < frames.length && i < FRAMES; i++) {
            text.append(i == 0 ? " at " : " < ").append(frames[i]);
        }
        return text.toString();
    }

    private static void appendDigits(StringBuilder line, int value, int width) {
        for (int bound = 10, missing = width - 1; missing > 0; missing--, bound *= 10) {
            if (value < bound) {
                line.append('0');
            }
        }
        line.append(value);
    }

    /** Control characters and Unicode's line ends are escaped: one message stays one line, and cannot forge another. */
    private static void appendEscaped(StringBuilder line, String message) {
        int length = Math.min(message.length(), MAX_MESSAGE_LENGTH);
        for (int i = 0; i < length; i++) {
            char c = message.charAt(i);
            if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (c == '\t') {
                line.append("\\t");
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                appendUnicodeEscape(line, c);
            } else {
                line.append(c);
            }
        }
        if (length < message.length()) {
            line.append("...");
        }
    }

    private static void appendUnicodeEscape(StringBuilder line, char c) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }
}
