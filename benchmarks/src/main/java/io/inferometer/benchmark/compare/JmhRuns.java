package io.inferometer.benchmark.compare;

import io.inferometer.benchmark.forked.Effort;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.Row;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.forked.Subject;
import io.inferometer.benchmark.peers.PeerCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JMH suites of the hot path and of the libraries, run together. Not thread-safe. */
final class JmhRuns {

    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final String FLOOR = "twoClockReads";
    private static final String OURS = "measuredCall";
    private static final String BYTES = ":gc.alloc.rate.norm";
    private static final String PEERS = "peers.";

    private final Setup setup;
    private final Effort effort;

    JmhRuns(Setup setup, Effort effort) {
        this.setup = setup;
        this.effort = effort;
    }

    /** Figures of one number of threads, by benchmark and what JMH appends to its name. */
    private static final class Scores {
        private final Map<String, Double> byName = new LinkedHashMap<>();

        double of(String name) {
            return byName.getOrDefault(name, Double.NaN);
        }
    }

    List<Row> rows(Path home) throws IOException, InterruptedException {
        Path file = setup.scratch().resolve("jmh.csv");
        Files.deleteIfExists(file);
        List<String> words = new ArrayList<>(List.of("-jar", setup.benchmarks()));
        words.addAll(effort.jmh());
        words.addAll(List.of("-prof", "gc", "-foe", "true", "-rf", "csv", "-rff", file.toString()));
        new Subject(home, null, setup.scratch(), words.toArray(String[]::new)).results(PATIENCE);

        Map<Integer, Scores> byThreads = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            // Benchmark, Mode, Threads, Samples, Score, Score Error, Unit: no comma within any of them.
            String[] cells = line.replace("\"", "").split(",", -1);
            String name = shortName(cells[0]);
            byThreads
                    .computeIfAbsent(Integer.valueOf(cells[2]), unused -> new Scores())
                    .byName
                    .put(name, Double.valueOf(cells[4]));
        }
        List<Row> rows = new ArrayList<>();
        for (int threads : byThreads.keySet().stream().sorted().toList()) {
            rows.addAll(rows(byThreads.get(threads), threads, Machine.version(home)));
        }
        return rows;
    }

    /** Without package and class, but for the peers' last package; with what a profiler appends. */
    private static String shortName(String name) {
        // The names of profilers' figures contain dots of their own.
        int colon = name.indexOf(':');
        String shortened = name.substring(name.lastIndexOf('.', colon < 0 ? name.length() : colon) + 1);
        return name.startsWith(PeerCalls.class.getPackageName()) ? PEERS + shortened : shortened;
    }

    private static List<Row> rows(Scores scores, int threads, String version) {
        // JMH tells wall time: of threads that outnumber the cores, each has its share only.
        double share = Math.min(1.0, (double) Machine.cores() / threads);
        List<Row> rows = new ArrayList<>();
        for (String name : scores.byName.keySet()) {
            if (name.indexOf(':') < 0) {
                rows.add(new Row(
                        "JMH: " + name,
                        threads,
                        version,
                        scores.of(name) * share,
                        scores.of(FLOOR) * share,
                        name.startsWith(PEERS) ? scores.of(OURS) * share : Double.NaN,
                        scores.of(name + BYTES)));
            }
        }
        return rows;
    }
}
