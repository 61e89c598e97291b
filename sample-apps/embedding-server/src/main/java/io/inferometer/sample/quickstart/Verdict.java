package io.inferometer.sample.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Holds what was exported against what was made. Used by one thread. */
final class Verdict {

    private final long made;
    private final List<String> rows = new ArrayList<>();
    private boolean good = true;

    /**
     * @param made texts that the load generator got embedded, each by one inference
     * @param failures requests of the load generator that failed: what became of their inferences nobody can know
     */
    Verdict(long made, long failures) {
        this.made = made;
        row("load generator", "-", failures, made, failures > 0 ? "requests failed" : made == 0 ? "nothing made" : "");
    }

    /**
     * Adds one exporter.
     *
     * @param accepted requests, windows or lines
     * @param refused of the same, or of values in them
     * @param invocations what they add up to
     */
    void compare(String exporter, long accepted, long refused, long invocations) {
        String problem = "";
        if (accepted == 0) {
            problem = "nothing accepted";
        } else if (refused > 0) {
            problem = "some refused";
        } else if (invocations != made) {
            problem = String.format(Locale.ROOT, "%+d invocations", invocations - made);
        }
        row(exporter, Long.toString(accepted), refused, invocations, problem);
    }

    /** Adds an exporter of rows, which hold no invocations. */
    void compare(String exporter, RunBooks run) {
        String problem = run.uploads() == 0 ? "nothing accepted" : run.refused() > 0 ? "some refused" : run.problem();
        row(exporter + ", rows", Long.toString(run.uploads()), run.refused(), run.rows(), problem);
    }

    private void row(String who, String accepted, long refused, long invocations, String problem) {
        good &= problem.isEmpty();
        rows.add(String.format(
                Locale.ROOT,
                "%-25s %10s %10d %14d   %s",
                who,
                accepted,
                refused,
                invocations,
                problem.isEmpty() ? "ok" : "MISMATCH: " + problem));
    }

    /** Whether everything was accepted and every count is the one made. */
    boolean isGood() {
        return good;
    }

    @Override
    public String toString() {
        return String.format("%-25s %10s %10s %14s%n", "", "accepted", "refused", "invocations")
                + String.join(System.lineSeparator(), rows)
                + System.lineSeparator()
                + (good
                        ? "Every exporter was accepted, and the invocations exported are those made."
                        : "What was exported is not what was made.")
                + System.lineSeparator();
    }
}
