package io.inferometer.benchmark.agents;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole agents beside ours, and ours in its own variants. Not thread-safe. */
public final class AgentRuns {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final String OURS = "Inferometer";

    private final Setup setup;
    private final Effort effort;

    public AgentRuns(Setup setup, Effort effort) {
        this.setup = setup;
        this.effort = effort;
    }

    public List<Row> rows(Path home) throws IOException, InterruptedException {
        String version = Machine.version(home);
        List<Row> rows = new ArrayList<>();
        for (int threads : effort.agentThreads()) {
            rows.addAll(measure(home, version, platform(threads)));
        }
        if (Integer.parseInt(version.split("\\.", 2)[0]) >= FIRST_WITH_VIRTUAL_THREADS) {
            rows.addAll(measure(home, version, virtual()));
        }
        return rows;
    }

    private List<Variant> platform(int threads) {
        Path jar = setup.agent();
        List<Variant> variants = new ArrayList<>(List.of(
                Variant.unwoven(threads),
                Variant.ours(jar, threads),
                Variant.openTelemetry(setup.peerAgents(), threads, true),
                Variant.openTelemetry(setup.peerAgents(), threads, false),
                Variant.elastic(setup.peerAgents(), threads),
                Variant.datadog(setup.peerAgents(), threads)));
        variants.addAll(List.of(
                Variant.ours("Inferometer, eight instances in turn", jar, threads, Work.INSTANCES, true),
                Variant.ours(
                        "Inferometer, timing=1/100", jar, threads, Work.METHOD, true, "-Dinferometer.timing=1/100"),
                Variant.ours(
                        "Inferometer, timing=adaptive",
                        jar,
                        threads,
                        Work.METHOD,
                        true,
                        "-Dinferometer.timing=adaptive"),
                Variant.ours("Inferometer, off over JMX", jar, threads, Work.METHOD, false)));
        return variants;
    }

    private List<Variant> virtual() {
        return List.of(Variant.onVirtualThreads(setup.agent(), 1), Variant.onVirtualThreads(setup.agent(), 2));
    }

    private List<Row> measure(Path home, String version, List<Variant> variants)
            throws IOException, InterruptedException {
        Map<Variant, Results> said = new LinkedHashMap<>();
        for (int process = 0; process < effort.processes(); process++) {
            for (Variant variant : variants) {
                Subject subject = new Subject(
                        home,
                        variant.agent(),
                        setup.scratch(),
                        variant.arguments(setup.benchmarks(), effort.rounds(), effort.calls()));
                said.computeIfAbsent(variant, unused -> new Results()).add(subject.results(PATIENCE));
            }
        }
        double ours = Double.NaN;
        double unwoven = 0;
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Variant, Results> entry : said.entrySet()) {
            Variant variant = entry.getKey();
            Results results = entry.getValue();
            double floor = results.median("TWO_CLOCK_READS");
            double nanos = results.median("woven") - unwoven;
            if (variant.agent() == null) {
                unwoven = nanos;
                rows.add(row("nothing", variant, version, results.median("EMPTY"), floor, Double.NaN, 0));
                rows.add(row(
                        "one clock read", variant, version, results.median("ONE_CLOCK_READ"), floor, Double.NaN, 0));
                rows.add(row("two clock reads", variant, version, floor, floor, Double.NaN, 0));
            } else if (variant.name().equals(OURS)) {
                ours = nanos;
            }
            rows.add(row(variant.name(), variant, version, nanos, floor, ours, results.median("bytes")));
        }
        return rows;
    }

    private static Row row(
            String what, Variant variant, String version, double nanos, double floor, double ours, double bytes) {
        return new Row("woven, " + what, variant.threads(), version, nanos, floor, ours, bytes);
    }
}
