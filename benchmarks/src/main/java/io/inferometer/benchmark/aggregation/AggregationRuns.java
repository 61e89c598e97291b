package io.inferometer.benchmark.aggregation;

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
import java.util.Arrays;
import java.util.List;

/** The agent's own threads and memory, medians of several JVMs. Not thread-safe. */
public final class AggregationRuns {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double KIBIBYTE = 1024;

    private final Setup setup;
    private final Effort effort;
    private final Results bare = new Results();
    private final Results results = new Results();
    private String version;

    public AggregationRuns(Setup setup, Effort effort) {
        this.setup = setup;
        this.effort = effort;
    }

    public List<Row> rows(Path home) throws IOException, InterruptedException {
        version = Machine.version(home);
        String[] arguments = {
            "-Dinferometer.methods=" + Scorer.class.getName() + "#score",
            "-Dinferometer.http.port=0",
            "-cp",
            setup.benchmarks(),
            AggregationLoad.class.getName(),
            Integer.toString(effort.idleSeconds()),
            Integer.toString(effort.loadSeconds())
        };
        String[] withoutAgent = Arrays.copyOf(arguments, arguments.length + 1);
        withoutAgent[arguments.length] = "bare";
        for (int process = 0; process < effort.processes(); process++) {
            bare.add(new Subject(home, null, setup.scratch(), withoutAgent).results(PATIENCE));
            results.add(new Subject(home, setup.agent(), setup.scratch(), arguments).results(PATIENCE));
        }
        return List.of(
                row("aggregator's time per event, 1 million a second", 1, "paced-nanos"),
                row("aggregator's time per event, in bulk", 2, "bulk-nanos"));
    }

    private Row row(String what, int threads, String name) {
        double none = Double.NaN;
        return new Row(what, threads, version, results.median(name), none, none, none);
    }

    /** What has no place in a table of calls. After {@link #rows}. */
    public List<String> remarks() {
        return List.of(
                remark("calls folded in a tight loop on 2 threads, %", "folded-percent", 1),
                remark("wake-ups per second of an idle aggregator", "wake-ups-aggregator", 1),
                remark("wake-ups per second of all threads of an idle agent", "wake-ups-all", 1),
                kibibytes("heap of an idle agent", results.median("heap") - bare.median("heap")),
                kibibytes("recording memory per platform thread", results.median("thread-bytes")),
                kibibytes("recording memory shared, after a tight loop", results.median("pool-bytes")));
    }

    private String remark(String what, String name, int decimals) {
        return "* JDK " + version + ", " + what + ": " + cell(results.median(name), decimals);
    }

    private String kibibytes(String what, double bytes) {
        return "* JDK " + version + ", " + what + ": " + cell(bytes / KIBIBYTE, 1) + " KiB";
    }
}
