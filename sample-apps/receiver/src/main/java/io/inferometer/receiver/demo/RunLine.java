package io.inferometer.receiver.demo;

import io.inferometer.receiver.sentinel.ReceivedRun;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A run as the demo shows and judges it. Rows are taken each second: one that is missing shows as a gap.
 *
 * @param uploaded objects that were put for it
 */
record RunLine(ReceivedRun run, List<String> uploaded) {
    static final String HEADER =
            String.format("%-8s %-10s %6s %8s %9s %8s%n", "run", "status", "rows", "uploads", "repeated", "gap");

    /** In seconds. A look may come late, as on a machine that starts a JVM at the time. */
    private static final double LARGEST_GAP = 1.95;

    private double largestGap() {
        double[] times = run.latestRows().stream()
                .mapToDouble(row -> Double.parseDouble(row.substring(0, row.indexOf(','))))
                .sorted()
                .toArray();
        double largest = 0;
        for (int i = 1; i < times.length; i++) {
            largest = Math.max(largest, times[i] - times[i - 1]);
        }
        return largest;
    }

    /** Whether it is finished with every row once. */
    boolean isWhole() {
        String[] listed = run.dataUris().toArray(new String[0]);
        Arrays.sort(listed);
        return !run.open()
                && run.repeatedRows() == 0
                && List.of(listed).equals(uploaded.stream().sorted().toList())
                && largestGap() <= LARGEST_GAP;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-8s %-10s %6d %8d %9d %7.3fs   %s",
                run.runId(),
                run.status(),
                run.rows(),
                uploaded.size(),
                run.repeatedRows(),
                largestGap(),
                isWhole() ? "ok" : "MISMATCH");
    }
}
