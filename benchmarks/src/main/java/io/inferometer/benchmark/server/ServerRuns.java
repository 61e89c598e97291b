package io.inferometer.benchmark.server;

import io.inferometer.benchmark.forked.Goal;
import io.inferometer.benchmark.forked.InstalledAgent;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.benchmark.forked.Samples;
import io.inferometer.benchmark.forked.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The embedding server's throughput: {@code ServerRuns <agent.jar> <folder of agents> <benchmarks.jar> <scratch directory> <embedding-server.jar>
 * <sets of servers> <rounds of each> <seconds of warm-up> <seconds of each load> <pinned|free> <JDK home>...}.
 */
public final class ServerRuns {

    private static final double GOAL = 0.99;

    private final Setup setup;
    private final Path server;
    private final int sets;
    private final int rounds;
    private final int warmUpSeconds;
    private final int seconds;
    private final boolean pinned;

    private ServerRuns(String... args) {
        setup = Setup.of(args);
        server = Path.of(args[4]);
        sets = Integer.parseInt(args[5]);
        rounds = Integer.parseInt(args[6]);
        warmUpSeconds = Integer.parseInt(args[7]);
        seconds = Integer.parseInt(args[8]);
        pinned = args[9].equals("pinned");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        ServerRuns main = new ServerRuns(args);
        System.out.printf(
                "%s, %d sets of servers, %d rounds of %d s each after %d s of warm-up, %s%n%n",
                Machine.describe(),
                main.sets,
                main.rounds,
                main.seconds,
                main.warmUpSeconds,
                main.pinned ? "server and client on a core each" : "server and client share all cores");
        MarkdownTable.row("JDK", "agent", "texts a second", "ratio to no agent");
        MarkdownTable.row("---", "---", "---:", "---:");
        List<Runnable> goals = new ArrayList<>();
        for (String home : Arrays.asList(args).subList(10, args.length)) {
            goals.add(main.measure(Path.of(home)));
        }
        System.out.println();
        goals.forEach(Runnable::run);
    }

    /** Returns what says how far the goal is. */
    private Runnable measure(Path home) throws IOException, InterruptedException {
        List<InstalledAgent> agents = List.of(
                InstalledAgent.NONE,
                InstalledAgent.inferometer(setup.agent()),
                InstalledAgent.openTelemetry(setup.peerAgents())
                        .with("-Dotel.instrumentation.methods.include=ai.onnxruntime.OrtSession[run]"));
        List<Samples> all = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            all.add(new Samples());
        }
        for (int set = 0; set < sets; set++) {
            List<ServedLoad> servers = new ArrayList<>();
            try {
                for (InstalledAgent agent : agents) {
                    ServedLoad started = new ServedLoad(agent, home, server, setup.scratch(), pinned);
                    servers.add(started);
                    started.textsPerSecond(warmUpSeconds);
                }
                ask(servers, all);
            } finally {
                servers.forEach(ServedLoad::close);
            }
        }
        String version = Machine.version(home);
        Samples bare = all.get(0);
        for (int i = 0; i < agents.size(); i++) {
            MarkdownTable.row(
                    version,
                    agents.get(i).name(),
                    all.get(i).withQuartiles(1),
                    i == 0 ? "" : all.get(i).by(bare).withQuartiles(3));
        }
        Samples ratio = all.get(1).by(bare);
        return () -> Goal.atLeast("JDK " + version + ", throughput with to without the agent", ratio, GOAL, 3, "");
    }

    /** Each begins as often as any other: what follows on a loaded core is slower than what follows on an idle one. */
    private void ask(List<ServedLoad> servers, List<Samples> all) throws IOException, InterruptedException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            order.add(i);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i : order) {
                all.get(i).add(servers.get(i).textsPerSecond(seconds));
            }
            Collections.rotate(order, 1);
        }
    }
}
