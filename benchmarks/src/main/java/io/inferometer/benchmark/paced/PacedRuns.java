package io.inferometer.benchmark.paced;

import static io.inferometer.benchmark.forked.MarkdownTable.cell;

import io.inferometer.benchmark.agents.Scorer;
import io.inferometer.benchmark.forked.Effort;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.Results;
import io.inferometer.benchmark.forked.Row;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.forked.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** High percentiles of paced calls, medians of several JVMs. */
public final class PacedRuns {

    static final double[] PERCENTILES = {50, 99, 99.9};

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Setup setup;
    private final Effort effort;

    public PacedRuns(Setup setup, Effort effort) {
        this.setup = setup;
        this.effort = effort;
    }

    public List<Row> rows(Path home) throws IOException, InterruptedException {
        Subject subject = new Subject(
                home,
                setup.agent(),
                setup.scratch(),
                "-Dinferometer.methods=" + Scorer.class.getName() + "#score",
                "-Dinferometer.http.port=0",
                "-cp",
                setup.benchmarks(),
                PacedCalls.class.getName(),
                Integer.toString(effort.pacedSeconds()));
        Results results = new Results();
        for (int process = 0; process < effort.processes(); process++) {
            results.add(subject.results(PATIENCE));
        }
        List<Row> rows = new ArrayList<>();
        String resolution = Math.round(results.median("resolution")) + " ns between two clock reads";
        for (double percentile : PERCENTILES) {
            rows.add(new Row(
                    "one call each microsecond, p" + label(percentile) + " (" + resolution + ")",
                    1,
                    Machine.version(home),
                    results.median("woven-" + percentile),
                    results.median("bare-" + percentile),
                    Double.NaN,
                    Double.NaN));
        }
        return rows;
    }

    private static String label(double percentile) {
        return percentile == Math.rint(percentile) ? cell(percentile, 0) : cell(percentile, 1);
    }
}
