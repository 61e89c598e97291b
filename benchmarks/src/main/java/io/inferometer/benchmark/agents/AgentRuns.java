package io.inferometer.benchmark.agents;

import io.inferometer.benchmark.forked.Effort;
import io.inferometer.benchmark.forked.InstalledAgent;
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
    private static final int FIRST_WITH_COUNTER = 22;

    /** No agent that weaves a method makes it cost less. */
    private static final double WOVEN_NANOS = 2;

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
            rows.addAll(measure(home, version, platform(version, threads)));
        }
        if (Machine.feature(version) >= FIRST_WITH_VIRTUAL_THREADS) {
            rows.addAll(measure(home, version, virtual(version)));
        }
        return rows;
    }

    private List<Variant> platform(String version, int threads) {
        Path jar = setup.agent();
        List<Variant> variants = new ArrayList<>(List.of(
                Variant.unwoven(threads),
                Variant.ours(jar, threads),
                Variant.openTelemetry(setup.peerAgents(), threads, true),
                Variant.openTelemetry(setup.peerAgents(), threads, false),
                Variant.elastic(setup.peerAgents(), threads),
                Variant.datadog(setup.peerAgents(), threads)));
        if (InstalledAgent.hasMethodTiming(version)) {
            variants.add(Variant.methodTiming(setup.scratch(), threads));
        }
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
        if (Machine.feature(version) >= FIRST_WITH_COUNTER) {
            // The counter is calibrated for a second first, on the agent's own time.
            variants.add(
                    Variant.ours("Inferometer, clock=tsc", jar, threads, Work.METHOD, true, "-Dinferometer.clock=tsc")
                            .lasting(8));
        }
        return variants;
    }

    private List<Variant> virtual(String version) {
        List<Variant> variants = new ArrayList<>();
        for (int carriers : new int[] {1, 2}) {
            variants.add(Variant.ours(setup.agent(), carriers).onVirtualThreads());
            if (InstalledAgent.hasMethodTiming(version)) {
                variants.add(Variant.methodTiming(setup.scratch(), carriers).onVirtualThreads());
            }
        }
        return variants;
    }

    private List<Row> measure(Path home, String version, List<Variant> variants)
            throws IOException, InterruptedException {
        Map<Variant, Results> said = new LinkedHashMap<>();
        for (int process = 0; process < effort.processes(); process++) {
            for (Variant variant : variants) {
                Subject subject = variant.agent()
                        .start(
                                home,
                                setup.scratch(),
                                variant.arguments(setup.benchmarks(), effort.rounds(), effort.calls()));
                said.computeIfAbsent(variant, unused -> new Results()).add(subject.results(PATIENCE));
            }
        }
        return rows(said, version);
    }

    /** In the order in which they were measured: first what is not woven, then the agent as it is, which others are held against. */
    private static List<Row> rows(Map<Variant, Results> said, String version) {
        double unwoven = 0;
        double ours = Double.NaN;
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Variant, Results> entry : said.entrySet()) {
            Variant variant = entry.getKey();
            Results results = entry.getValue();
            double nanos = results.median("woven") - unwoven;
            if (!variant.isWoven()) {
                unwoven = nanos;
                rows.add(floor("an empty loop", variant, version, results, "EMPTY"));
                rows.add(floor("one clock read", variant, version, results, "ONE_CLOCK_READ"));
                rows.add(floor("two clock reads", variant, version, results, "TWO_CLOCK_READS"));
            } else if (variant.isHeldAgainst()) {
                ours = nanos;
            }
            boolean peer = variant.isWoven() && !variant.isOurs();
            rows.add(new Row(
                    variant.name() + (variant.measures() && nanos < WOVEN_NANOS ? " (did not weave)" : ""),
                    variant.threads(),
                    version,
                    nanos,
                    results.median("TWO_CLOCK_READS"),
                    peer ? ours : Double.NaN,
                    results.median("bytes")));
        }
        return rows;
    }

    private static Row floor(String what, Variant variant, String version, Results results, String name) {
        return new Row(
                what,
                variant.threads(),
                version,
                results.median(name),
                results.median("TWO_CLOCK_READS"),
                Double.NaN,
                Double.NaN);
    }
}
