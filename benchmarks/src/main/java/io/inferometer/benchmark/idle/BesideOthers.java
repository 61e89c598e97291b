package io.inferometer.benchmark.idle;

import io.inferometer.benchmark.forked.Candidates;
import io.inferometer.benchmark.forked.Goal;
import io.inferometer.benchmark.forked.InstalledAgent;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.benchmark.forked.Samples;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.startup.EmptyAgent;
import io.inferometer.benchmark.startup.SmallJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resident memory with the agents of others: {@code BesideOthers <agent.jar> <folder of agents> <benchmarks.jar> <scratch directory> <rounds>
 * <JDK home>...}.
 */
public final class BesideOthers {

    private static final long REST_MILLIS = 20_000;

    /** Over no agent. */
    private static final double GOAL_MIB = 10;

    private static final double GOAL_MIB_LATER = 14;
    private static final int LATER = 25;

    private final Setup setup;
    private final int rounds;

    private BesideOthers(Setup setup, int rounds) {
        this.setup = setup;
        this.rounds = rounds;
    }

    /** JVMs with one agent, one sample for each round. */
    private record Held(InstalledAgent agent, Samples resident, Samples threads) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        BesideOthers main = new BesideOthers(Setup.of(args), Integer.parseInt(args[4]));
        System.out.printf(
                "%s, a program that sleeps, after %d s, medians (quartiles) of %d rounds%n%n",
                Machine.describe(), REST_MILLIS / 1_000, main.rounds);
        MarkdownTable.row("JDK", "agent", "resident, MiB", "over no agent, MiB", "further threads");
        MarkdownTable.row("---", "---", "---:", "---:", "---:");
        List<Runnable> goals = new ArrayList<>();
        for (String home : Arrays.asList(args).subList(5, args.length)) {
            goals.add(main.measure(Path.of(home)));
        }
        System.out.println();
        goals.forEach(Runnable::run);
    }

    /** Returns what says how far the goal is. */
    private Runnable measure(Path home) throws IOException, InterruptedException {
        String version = Machine.version(home);
        String sleeper =
                SmallJar.write(setup.scratch(), Sleeper.class, "Main-Class").toString();
        Path empty = SmallJar.write(setup.scratch(), EmptyAgent.class, "Premain-Class");
        List<Held> all = new ArrayList<>();
        for (InstalledAgent agent : Candidates.of(setup, empty, version, Sleeper.class.getName() + "::main")) {
            all.add(new Held(agent, new Samples(), new Samples()));
        }
        for (int round = 0; round < rounds; round++) {
            measure(home, sleeper, all);
        }
        Held bare = all.get(0);
        for (Held held : all) {
            boolean isOver = !held.equals(bare);
            MarkdownTable.row(
                    version,
                    held.agent.name(),
                    held.resident.withQuartiles(1),
                    isOver ? held.resident.minus(bare.resident).withQuartiles(1) : "",
                    isOver ? MarkdownTable.cell(held.threads.minus(bare.threads).median(), 0) : "");
        }
        Samples ours = all.stream()
                .filter(held -> held.agent.name().equals(InstalledAgent.OURS))
                .findFirst()
                .orElseThrow()
                .resident;
        return () -> Goal.atMost(
                "JDK " + version + ", resident memory over no agent",
                ours.minus(bare.resident),
                Machine.feature(version) >= LATER ? GOAL_MIB_LATER : GOAL_MIB,
                1,
                " MiB");
    }

    private void measure(Path home, String sleeper, List<Held> all) throws IOException, InterruptedException {
        Map<Held, Process> running = new LinkedHashMap<>();
        try {
            for (Held held : all) {
                Process process = held.agent
                        .start(home, setup.scratch(), "-cp", sleeper, Sleeper.class.getName())
                        .start();
                running.put(held, process);
                // One starts after the other, or all would start slowly.
                process.inputReader().readLine();
            }
            Thread.sleep(REST_MILLIS);
            for (Map.Entry<Held, Process> each : running.entrySet()) {
                ProcessMemory memory =
                        ProcessMemory.of(Long.toString(each.getValue().pid()));
                each.getKey().resident.add(memory.residentMib());
                each.getKey().threads.add(memory.threads());
            }
        } finally {
            for (Process process : running.values()) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
