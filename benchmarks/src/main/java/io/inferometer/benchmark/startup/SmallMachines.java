package io.inferometer.benchmark.startup;

import io.inferometer.benchmark.forked.Goal;
import io.inferometer.benchmark.forked.InstalledAgent;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.benchmark.forked.Samples;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.forked.Spent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hello world where little is to be had: {@code SmallMachines <agent.jar> <folder of agents> <benchmarks.jar> <scratch directory> <rounds> <JDK
 * home>...}. What this machine does not allow to set up is left out, and said.
 */
public final class SmallMachines {

    private static final double SHARE = 0.25;
    private static final String SHARE_NAME = "a quarter of a core";

    /** The end of a start does not fall on whole tenths of a second, as it does by the usual period. */
    private static final int SHORT_PERIOD_MICROS = 10_000;

    private static final double SHARE_GOAL_MILLIS = 60;

    private static final String READ_ONLY = "mount -o remount,bind,ro / && exec \"$0\" \"$@\"";

    private final Setup setup;
    private final int rounds;

    private SmallMachines(Setup setup, int rounds) {
        this.setup = setup;
        this.rounds = rounds;
    }

    /** Starts in one circumstance, one sample for each round. */
    private record Times(Circumstance circumstance, List<Samples> wall, List<Samples> cpu) {

        static Times of(Circumstance circumstance) {
            return new Times(circumstance, samples(), samples());
        }

        private static List<Samples> samples() {
            return List.of(new Samples(), new Samples(), new Samples());
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        SmallMachines main = new SmallMachines(Setup.of(args), Integer.parseInt(args[4]));
        System.out.printf(
                "%s, hello world from start to end, medians (quartiles) of %d rounds, milliseconds%n%n",
                Machine.describe(), main.rounds);
        MarkdownTable.row(
                "JDK", "with", "no agent", "empty agent", "Inferometer", "wall time over empty", "CPU time over empty");
        MarkdownTable.row("---", "---", "---:", "---:", "---:", "---:", "---:");
        List<Runnable> goals = new ArrayList<>();
        try (CpuQuota usual = quota(CpuQuota.USUAL_PERIOD_MICROS);
                CpuQuota even = quota(SHORT_PERIOD_MICROS)) {
            for (String home : Arrays.asList(args).subList(5, args.length)) {
                goals.add(main.measure(Path.of(home), usual, even));
            }
        }
        System.out.println();
        goals.forEach(Runnable::run);
    }

    /** Returns null where there is none to be had. */
    private static CpuQuota quota(int periodMicros) {
        try {
            return CpuQuota.of(SHARE, periodMicros);
        } catch (IOException refused) {
            System.out.println("left out, " + SHARE_NAME + ": " + refused);
            return null;
        }
    }

    private Runnable measure(Path home, CpuQuota usual, CpuQuota even) throws IOException, InterruptedException {
        String version = Machine.version(home);
        String hello =
                SmallJar.write(setup.scratch(), Hello.class, "Main-Class").toString();
        List<InstalledAgent> agents = List.of(
                InstalledAgent.NONE,
                InstalledAgent.empty(SmallJar.write(setup.scratch(), EmptyAgent.class, "Premain-Class")),
                InstalledAgent.inferometer(setup.agent()));
        List<Times> all = new ArrayList<>();
        for (Circumstance circumstance : circumstances(home, version, usual, even)) {
            if (isToBeHad(circumstance, hello)) {
                all.add(Times.of(circumstance));
            }
        }
        for (int round = 0; round <= rounds; round++) {
            for (Times times : all) {
                for (int agent = 0; agent < agents.size(); agent++) {
                    Spent spent = start(times.circumstance, agents.get(agent), hello);
                    if (round > 0) {
                        times.wall.get(agent).add(spent.wallMillis());
                        times.cpu.get(agent).add(spent.cpuMillis());
                    }
                }
            }
        }
        for (Times times : all) {
            MarkdownTable.row(
                    version,
                    times.circumstance.name(),
                    times.wall.get(0).withQuartiles(0),
                    times.wall.get(1).withQuartiles(0),
                    times.wall.get(2).withQuartiles(0),
                    times.wall.get(2).minus(times.wall.get(1)).withQuartiles(1),
                    times.cpu.get(2).minus(times.cpu.get(1)).withQuartiles(1));
        }
        return () -> all.stream()
                .filter(times -> times.circumstance.name().startsWith(SHARE_NAME))
                .forEach(times -> Goal.atMost(
                        "JDK " + version + ", " + times.circumstance.name() + ", over an empty agent",
                        times.wall.get(2).minus(times.wall.get(1)),
                        SHARE_GOAL_MILLIS,
                        1,
                        " ms"));
    }

    private boolean isToBeHad(Circumstance circumstance, String hello) throws InterruptedException {
        try {
            start(circumstance, InstalledAgent.NONE, hello);
            return true;
        } catch (IOException refused) {
            System.out.println("left out, " + circumstance.name() + ": " + refused.getMessage());
            return false;
        }
    }

    private Spent start(Circumstance circumstance, InstalledAgent agent, String hello)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(circumstance.flags());
        words.addAll(List.of("-cp", hello, Hello.class.getName()));
        return agent.start(circumstance.home(), setup.scratch(), words.toArray(String[]::new))
                .toEndWithin(circumstance.around());
    }

    private List<Circumstance> circumstances(Path home, String version, CpuQuota usual, CpuQuota even)
            throws IOException, InterruptedException {
        Path small = image(home, version, "java.base,java.instrument");
        Path managed = image(home, version, "java.base,java.instrument,java.management,jdk.management");
        List<Circumstance> all = new ArrayList<>();
        all.add(new Circumstance("all of this machine", List.of(), home, List.of()));
        if (usual != null && even != null) {
            all.add(new Circumstance(SHARE_NAME, usual.words(), home, List.of()));
            all.add(new Circumstance(SHARE_NAME + " in periods of 10 ms", even.words(), home, List.of()));
        }
        all.addAll(List.of(
                new Circumstance("one processor", List.of("taskset", "-c", "0"), home, List.of()),
                Circumstance.flags(home, "-Xmx64m"),
                Circumstance.flags(home, "-Xint"),
                Circumstance.flags(home, "-XX:TieredStopAtLevel=1"),
                Circumstance.flags(home, "-Xshare:off"),
                new Circumstance("a linked image", List.of(), managed, List.of()),
                new Circumstance("one without `java.management`", List.of(), small, List.of()),
                new Circumstance(
                        "a read-only root", List.of("unshare", "--mount", "bash", "-c", READ_ONLY), home, List.of())));
        return all;
    }

    private Path image(Path home, String version, String modules) throws IOException, InterruptedException {
        Path image = setup.scratch().resolve("image-" + version + "-" + modules.length());
        Process linked = new ProcessBuilder(
                        home.resolve("bin/jlink").toString(), "--add-modules", modules, "--output", image.toString())
                .inheritIO()
                .start();
        if (linked.waitFor() != 0) {
            throw new IOException("no image of " + modules + " can be linked with " + home);
        }
        // Linked images bring no archive of the JDK's classes of their own.
        new ProcessBuilder(image.resolve("bin/java").toString(), "-Xshare:dump")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return image;
    }
}
