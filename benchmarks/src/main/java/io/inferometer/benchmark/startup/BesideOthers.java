package io.inferometer.benchmark.startup;

import io.inferometer.benchmark.forked.Candidates;
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
 * Hello world with the agents of others: {@code BesideOthers <agent.jar> <folder of agents> <benchmarks.jar> <scratch directory> <rounds>
 * <JDK home>...}.
 */
public final class BesideOthers {

    /** Over an empty agent; interpreters of later releases start slower. */
    private static final double WALL_GOAL_MILLIS = 8;

    private static final double WALL_GOAL_MILLIS_LATER = 10;
    private static final double CPU_GOAL_MILLIS = 12;
    private static final double CPU_GOAL_MILLIS_LATER = 15;
    private static final int LATER = 25;

    private final Setup setup;
    private final int rounds;

    private BesideOthers(Setup setup, int rounds) {
        this.setup = setup;
        this.rounds = rounds;
    }

    /** Each start of a JVM, one sample for each round. */
    private record Times(InstalledAgent agent, Samples wall, Samples cpu) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        BesideOthers main = new BesideOthers(Setup.of(args), Integer.parseInt(args[4]));
        System.out.printf(
                "%s, hello world from start to end, medians (quartiles) of %d rounds, milliseconds%n%n",
                Machine.describe(), main.rounds);
        MarkdownTable.row("JDK", "agent", "wall", "over an empty agent", "CPU time", "over an empty agent");
        MarkdownTable.row("---", "---", "---:", "---:", "---:", "---:");
        List<Runnable> goals = new ArrayList<>();
        for (String home : Arrays.asList(args).subList(5, args.length)) {
            goals.add(main.measure(Path.of(home)));
        }
        System.out.println();
        goals.forEach(Runnable::run);
    }

    /** Returns what says how far the goals are. */
    private Runnable measure(Path home) throws IOException, InterruptedException {
        String version = Machine.version(home);
        String hello =
                SmallJar.write(setup.scratch(), Hello.class, "Main-Class").toString();
        Path empty = SmallJar.write(setup.scratch(), EmptyAgent.class, "Premain-Class");
        List<Times> all = new ArrayList<>();
        for (InstalledAgent agent : Candidates.of(setup, empty, version, Hello.class.getName() + "::main")) {
            all.add(new Times(agent, new Samples(), new Samples()));
        }
        // The first round fills the caches of the operating system.
        for (int round = 0; round <= rounds; round++) {
            for (Times times : all) {
                Spent spent = times.agent
                        .start(home, setup.scratch(), "-cp", hello, Hello.class.getName())
                        .toEndWithin(List.of());
                if (round > 0) {
                    times.wall.add(spent.wallMillis());
                    times.cpu.add(spent.cpuMillis());
                }
            }
        }
        Times floor = find(all, InstalledAgent.EMPTY);
        for (Times times : all) {
            boolean isOver = !times.agent.equals(InstalledAgent.NONE) && !times.equals(floor);
            MarkdownTable.row(
                    version,
                    times.agent.name(),
                    times.wall.withQuartiles(0),
                    isOver ? times.wall.minus(floor.wall).withQuartiles(1) : "",
                    times.cpu.withQuartiles(0),
                    isOver ? times.cpu.minus(floor.cpu).withQuartiles(1) : "");
        }
        Times ours = find(all, InstalledAgent.OURS);
        boolean later = Machine.feature(version) >= LATER;
        return () -> {
            Goal.atMost(
                    "JDK " + version + ", wall time over an empty agent",
                    ours.wall.minus(floor.wall),
                    later ? WALL_GOAL_MILLIS_LATER : WALL_GOAL_MILLIS,
                    1,
                    " ms");
            Goal.atMost(
                    "JDK " + version + ", CPU time over an empty agent",
                    ours.cpu.minus(floor.cpu),
                    later ? CPU_GOAL_MILLIS_LATER : CPU_GOAL_MILLIS,
                    1,
                    " ms");
        };
    }

    private static Times find(List<Times> all, String name) {
        return all.stream()
                .filter(times -> times.agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
