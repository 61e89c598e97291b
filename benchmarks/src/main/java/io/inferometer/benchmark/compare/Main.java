package io.inferometer.benchmark.compare;

import io.inferometer.benchmark.agents.AgentRuns;
import io.inferometer.benchmark.aggregation.AggregationRuns;
import io.inferometer.benchmark.forked.Effort;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.Row;
import io.inferometer.benchmark.forked.Setup;
import io.inferometer.benchmark.paced.PacedRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures and prints one table. Run by {@code compare.sh}: {@code Main <quick|full> <JVMs per variant, 0 for the usual> <stage,stage…> <agent.jar> <folder of agents>
 * <benchmarks.jar> <scratch directory> <JDK home>...}.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = args[0].equals("quick");
        Effort usual = quick ? Effort.QUICK : Effort.FULL;
        int processes = Integer.parseInt(args[1]);
        Effort effort = processes == 0 ? usual : usual.withProcesses(processes);
        List<String> stages = Arrays.asList(args[2].split(",", -1));
        Setup setup = new Setup(Path.of(args[3]), Path.of(args[4]), args[5], Path.of(args[6]));
        List<Path> homes = Arrays.stream(args).skip(7).map(Path::of).toList();

        System.out.printf("%s, %s, %d JVMs%n%n", Machine.describe(), args[0], effort.processes());
        Row.printHeader();
        List<String> afterwards = new ArrayList<>();
        for (Path home : homes) {
            // A quick run goes to other JDKs for their agents and virtual threads only.
            boolean all = !quick || home.equals(homes.get(0));
            if (all && stages.contains("jmh")) {
                print(new JmhRuns(setup, effort).rows(home));
            }
            if (stages.contains("agents")) {
                print(new AgentRuns(setup, effort).rows(home));
            }
            if (all && stages.contains("paced")) {
                print(new PacedRuns(setup, effort).rows(home));
            }
            if (all && stages.contains("aggregation")) {
                AggregationRuns runs = new AggregationRuns(setup, effort);
                print(runs.rows(home));
                afterwards.addAll(runs.remarks());
            }
        }
        System.out.println();
        afterwards.forEach(System.out::println);
    }

    private static void print(List<Row> rows) {
        rows.forEach(Row::print);
    }
}
