package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;

/**
 * For how long tasks had to wait for one resource, in seconds, by a file of the kernel's pressure stall information
 * ({@code accounting/psi.rst}). What is not told is NaN.
 *
 * @param waiting in which at least one task waited
 * @param stalled in which all tasks waited that had anything to do
 */
record Pressure(double waiting, double stalled) {

    /** The files of the system and, with a suffix, of each group of version 2. */
    static final String[] RESOURCES = {"cpu", "memory", "io"};

    private static final double MICROS_PER_SECOND = 1e6;

    static final Pressure UNKNOWN = new Pressure(Double.NaN, Double.NaN);

    /** Unknown too where the kernel was built with this accounting and started without: opening the file fails then. */
    static Pressure read(File file) {
        String text;
        try {
            text = ProcFile.read(file);
        } catch (IOException isOff) {
            return UNKNOWN;
        }
        return new Pressure(seconds(text, "some"), seconds(text, "full"));
    }

    private static double seconds(String text, String key) {
        int line = text.startsWith(key) ? 0 : text.indexOf("\n".concat(key)) + 1;
        int total = text.indexOf("total=", line);
        int end = text.indexOf('\n', line);
        boolean isThere = text.startsWith(key, line) && total >= 0 && (end < 0 || total < end);
        return isThere ? ProcFile.numberAt(text, total + "total=".length()) / MICROS_PER_SECOND : Double.NaN;
    }
}
