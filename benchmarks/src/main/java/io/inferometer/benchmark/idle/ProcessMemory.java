package io.inferometer.benchmark.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says of a process. See proc(5).
 *
 * @param residentMib resident memory, shared pages included
 * @param threads how many it has
 */
public record ProcessMemory(double residentMib, double threads) {

    private static final double KIB_PER_MIB = 1024;

    /** @param process its directory in {@code /proc}: a number, or {@code self} */
    public static ProcessMemory of(String process) throws IOException {
        double resident = Double.NaN;
        double threads = Double.NaN;
        for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = number(line) / KIB_PER_MIB;
            } else if (line.startsWith("Threads:")) {
                threads = number(line);
            }
        }
        return new ProcessMemory(resident, threads);
    }

    private static double number(String line) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
    }
}
