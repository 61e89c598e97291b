package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** Arithmetic of limits and use, where NaN is unlimited or unknown. */
final class Limits {

    /** The kernel's words for no limit are its largest numbers, some rounded down to whole pages. */
    private static final double UNLIMITED = 1L << 62;

    private Limits() {}

    static double lower(double a, double b) {
        return a <= b || Double.isNaN(b) ? a : b;
    }

    /** Returns NaN for a limit that is none. */
    static double orUnlimited(double limit) {
        return limit < UNLIMITED ? limit : Double.NaN;
    }

    /** The lowest of the limits that groups set in a file of this name. */
    static double lowest(List<File> groups, String file) throws IOException {
        double limit = Double.NaN;
        for (File group : groups) {
            limit = lower(limit, ProcFile.number(new File(group, file)));
        }
        return limit;
    }

    /** What remains of the use without the file cache that was not used lately. */
    static double workingSet(double used, double inactiveFile) {
        return Double.isNaN(inactiveFile) ? used : Math.max(0, used - inactiveFile);
    }
}
