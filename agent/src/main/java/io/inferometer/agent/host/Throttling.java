package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;

/**
 * How a CPU limit held back the tasks of a control group so far, by {@code cpu.stat}. What is not told is NaN.
 *
 * @param seconds summed over CPUs
 * @param periods in which tasks of the group wanted to run
 * @param throttledPeriods those of them in which the limit was reached
 */
record Throttling(double seconds, double periods, double throttledPeriods) {

    static final Throttling UNKNOWN = new Throttling(Double.NaN, Double.NaN, Double.NaN);

    /**
     * @param timeKey the version's name of the time
     * @param unitsPerSecond in which the version tells it
     */
    static Throttling read(File group, String timeKey, double unitsPerSecond) throws IOException {
        File file = new File(group, "cpu.stat");
        if (!file.exists()) {
            return UNKNOWN;
        }
        String stat = ProcFile.read(file);
        return new Throttling(
                ProcFile.number(stat, timeKey) / unitsPerSecond,
                ProcFile.number(stat, "nr_periods"),
                ProcFile.number(stat, "nr_throttled"));
    }
}
