package io.inferometer.benchmark.growth;

import io.inferometer.benchmark.forked.InstalledAgent;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.benchmark.forked.Samples;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.startup.ManyClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One table: {@code GrowthRuns <agent.jar> <folder of agents> <benchmarks.jar> <scratch directory> <rounds> <seconds of each load> <JDK
 * home>...}.
 */
public final class GrowthRuns {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Setup setup;
    private final int rounds;
    private final String seconds;

    private GrowthRuns(Setup setup, int rounds, String seconds) {
        this.setup = setup;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** JVMs of one size, one sample for each round. */
    private record Grown(Size size, Samples added, Samples recording, Samples nanos, Samples percent, Samples folded) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        GrowthRuns main = new GrowthRuns(Setup.of(args), Integer.parseInt(args[4]), args[5]);
        System.out.printf(
                "%s, 200,000 calls a second for %s s, medians (quartiles) of %d JVMs%n%n",
                Machine.describe(), main.seconds, main.rounds);
        MarkdownTable.row(
                "JDK",
                "models",
                "threads",
                "classes",
                "resident over no agent, MiB",
                "recording memory, KiB",
                "aggregator, ns a call",
                "% of a core",
                "folded");
        MarkdownTable.row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        for (String home : Arrays.asList(args).subList(6, args.length)) {
            main.measure(Path.of(home));
        }
    }

    private void measure(Path home) throws IOException, InterruptedException {
        String classPath = setup.benchmarks() + File.pathSeparator + ManyClasses.write(setup.scratch());
        List<Grown> all = new ArrayList<>();
        for (Size size : Size.all()) {
            all.add(new Grown(size, new Samples(), new Samples(), new Samples(), new Samples(), new Samples()));
        }
        InstalledAgent agent = InstalledAgent.inferometer(setup.agent())
                .with("-Dinferometer.methods=" + NamedScorer.class.getName() + "#score@model=arg0");
        for (int round = 0; round < rounds; round++) {
            for (Grown grown : all) {
                double bare = run(InstalledAgent.NONE, "bare", home, classPath, grown.size)
                        .get("resident");
                Map<String, Double> said = run(agent, "agent", home, classPath, grown.size);
                grown.added.add(said.get("resident") - bare);
                grown.recording.add(said.get("recording"));
                grown.nanos.add(said.get("cpu-per-call"));
                grown.percent.add(said.get("cpu-percent"));
                grown.folded.add(said.get("folded"));
            }
        }
        String version = Machine.version(home);
        for (Grown grown : all) {
            MarkdownTable.row(
                    version,
                    count(grown.size.models()),
                    count(grown.size.threads()),
                    count(grown.size.classes()),
                    grown.added.withQuartiles(1),
                    grown.recording.withQuartiles(0),
                    grown.nanos.withQuartiles(1),
                    grown.percent.withQuartiles(2),
                    MarkdownTable.cell(grown.folded.median(), 0));
        }
    }

    private Map<String, Double> run(InstalledAgent agent, String how, Path home, String classPath, Size size)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-Xmx1g", "-cp", classPath, GrowthLoad.class.getName()));
        words.addAll(List.of(size.words()));
        words.addAll(List.of(seconds, how));
        return agent.start(home, setup.scratch(), words.toArray(String[]::new)).results(PATIENCE);
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
