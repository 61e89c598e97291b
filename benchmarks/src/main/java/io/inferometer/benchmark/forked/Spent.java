package io.inferometer.benchmark.forked;

/**
 * What one process took.
 *
 * @param wallMillis from its start to its end
 * @param cpuMillis of all its threads, the kernel's work for them included
 */
public record Spent(double wallMillis, double cpuMillis) {

    /** @param times seconds: wall clock, user, system; in milliseconds' precision */
    static Spent parse(String times) {
        String[] seconds = times.trim().split(" ", -1);
        return new Spent(
                1e3 * Double.parseDouble(seconds[0]),
                1e3 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])));
    }
}
