package io.inferometer.agent.host;

/** Arithmetic of limits and use, where NaN is unlimited or unknown. */
final class Limits {

    private Limits() {}

    static double lower(double a, double b) {
        return a <= b || Double.isNaN(b) ? a : b;
    }

    /** What remains of the use without the file cache that was not used lately. */
    static double workingSet(double used, double inactiveFile) {
        return Double.isNaN(inactiveFile) ? used : Math.max(0, used - inactiveFile);
    }
}
