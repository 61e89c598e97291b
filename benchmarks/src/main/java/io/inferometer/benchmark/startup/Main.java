package io.inferometer.benchmark.startup;

import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.benchmark.forked.Samples;
import io.inferometer.benchmark.forked.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures and prints one table. Run by {@code startup.sh}: {@code Main <benchmarks.jar> <agent.jar> <embedding-server.jar> <scratch directory>
 * <rounds> <hello|classes|all> <JDK home>...}.
 *
 * <p>Exit code: 0 when all bounds hold on every JDK, 1 when not.
 */
public final class Main {

    private static final double HELLO_BOUND_MILLIS = 60;

    /** Over an empty agent, which is the JDK's own part; its interpreter starts slower in later releases. */
    private static final double OWN_BOUND_MILLIS = 8;

    private static final double OWN_BOUND_MILLIS_LATER = 10;
    private static final double FIRST_ANSWER_BOUND_MILLIS = 250;
    private static final double CRASH_BOUND_MILLIS = 50;

    /** Of what loading takes without the agent. */
    private static final double LOADING_BOUND = 0.03;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String benchmarks;
    private final Path agent;
    private final Path server;
    private final Path scratch;
    private final int rounds;
    private boolean withinBounds = true;

    private Main(String benchmarks, Path agent, Path server, Path scratch, int rounds) {
        this.benchmarks = benchmarks;
        this.agent = agent;
        this.server = server;
        this.scratch = scratch;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Main main = new Main(args[0], Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), Integer.parseInt(args[4]));
        List<String> homes = Arrays.asList(args).subList(6, args.length);
        System.out.printf("%s, medians of %d rounds, milliseconds%n%n", Machine.describe(), main.rounds);
        MarkdownTable.row(
                "JDK", "what", "without", "empty agent", "Inferometer", "added", "(half of them)", "bound", "");
        MarkdownTable.row("---", "---", "---:", "---:", "---:", "---:", "---", "---:", "---");
        for (String home : homes) {
            main.measure(Path.of(home), args[5]);
        }
        System.exit(main.withinBounds ? 0 : 1);
    }

    private void measure(Path home, String what) throws IOException, InterruptedException {
        String hello = SmallJar.write(scratch, Hello.class, "Main-Class").toString();
        Path empty = SmallJar.write(scratch, EmptyAgent.class, "Premain-Class");
        String version = Machine.version(home);
        if (!what.equals("classes")) {
            hello(home, version, hello, empty);
        }
        if (what.equals("all")) {
            firstAnswer(home, version);
            afterCrash(home, version, hello);
        }
        if (!what.equals("hello")) {
            loading(home, version, SmallJar.write(scratch, EmptyTransformer.class, "Premain-Class"));
        }
    }

    /** The first round fills the caches of the operating system and is not counted. */
    private void hello(Path home, String version, String hello, Path empty) throws IOException, InterruptedException {
        String type = Hello.class.getName();
        Subject bare = new Subject(home, null, scratch, "-cp", hello, type);
        Subject withEmpty = new Subject(home, empty, scratch, "-cp", hello, type);
        Subject withAgent = new Subject(home, agent, scratch, "-cp", hello, type);
        Samples without = new Samples();
        Samples emptyAgent = new Samples();
        Samples inferometer = new Samples();
        for (int round = 0; round <= rounds; round++) {
            double[] times = {bare.toEnd(), withEmpty.toEnd(), withAgent.toEnd()};
            if (round > 0) {
                without.add(times[0]);
                emptyAgent.add(times[1]);
                inferometer.add(times[2]);
            }
        }
        report(
                version,
                "hello world, start to end",
                without,
                millis(emptyAgent.median()),
                inferometer,
                HELLO_BOUND_MILLIS);
        report(
                version,
                "hello world, over an empty agent",
                emptyAgent,
                "",
                inferometer,
                version.startsWith("17") ? OWN_BOUND_MILLIS : OWN_BOUND_MILLIS_LATER);
    }

    private void firstAnswer(Path home, String version) throws IOException, InterruptedException {
        String[] arguments = {"-jar", server.toString(), "--port", "0"};
        Subject bare = new Subject(home, null, scratch, arguments);
        Subject withAgent = new Subject(home, agent, scratch, arguments);
        Samples without = new Samples();
        Samples inferometer = new Samples();
        for (int round = 0; round <= rounds; round++) {
            double[] times = {bare.toFirstAnswer(), withAgent.toFirstAnswer()};
            if (round > 0) {
                without.add(times[0]);
                inferometer.add(times[1]);
            }
        }
        report(version, "server, start to first answer", without, "", inferometer, FIRST_ANSWER_BOUND_MILLIS);
    }

    /** With an exporter whose backend is away: what an ended JVM left behind must not slow the next start. */
    private void afterCrash(Path home, String version, String hello) throws IOException, InterruptedException {
        Leftovers leftovers = new Leftovers(home, agent, scratch, benchmarks);
        Subject toEnd = leftovers.start("-cp", hello, Hello.class.getName());
        Subject toAnswer = leftovers.start("-jar", server.toString(), "--port", "0");
        Samples[] samples = {new Samples(), new Samples(), new Samples(), new Samples()};
        for (int round = 0; round <= rounds; round++) {
            leftovers.remove();
            double endAfterNothing = toEnd.toEnd();
            leftovers.restore();
            double endAfterCrash = toEnd.toEnd();
            leftovers.remove();
            double answerAfterNothing = toAnswer.toFirstAnswer();
            leftovers.restore();
            double answerAfterCrash = toAnswer.toFirstAnswer();
            if (round > 0) {
                samples[0].add(endAfterNothing);
                samples[1].add(endAfterCrash);
                samples[2].add(answerAfterNothing);
                samples[3].add(answerAfterCrash);
            }
        }
        leftovers.remove();
        report(version, "hello world after a crash, start to end", samples[0], "", samples[1], CRASH_BOUND_MILLIS);
        report(version, "server after a crash, start to first answer", samples[2], "", samples[3], CRASH_BOUND_MILLIS);
    }

    private void loading(Path home, String version, Path empty) throws IOException, InterruptedException {
        String[] arguments = {"-cp", ManyClasses.write(scratch).toString(), ManyClasses.class.getName()};
        Subject bare = new Subject(home, null, scratch, arguments);
        Subject withEmpty = new Subject(home, empty, scratch, arguments);
        Subject withAgent = new Subject(home, agent, scratch, arguments);
        Samples without = new Samples();
        Samples emptyAgent = new Samples();
        Samples inferometer = new Samples();
        for (int round = 0; round <= rounds; round++) {
            double[] times = {loading(bare), loading(withEmpty), loading(withAgent)};
            if (round > 0) {
                without.add(times[0]);
                emptyAgent.add(times[1]);
                inferometer.add(times[2]);
            }
        }
        double bound = without.median() * LOADING_BOUND;
        report(version, "10,000 classes, loading", without, millis(emptyAgent.median()), inferometer, bound);
        report(version, "10,000 classes, over an empty transformer", emptyAgent, "", inferometer, bound);
    }

    private static double loading(Subject subject) throws IOException, InterruptedException {
        return subject.results(PATIENCE).get("loading");
    }

    private void report(String version, String what, Samples without, String empty, Samples with, double bound) {
        Samples added = with.minus(without);
        boolean held = added.median() <= bound;
        withinBounds &= held;
        MarkdownTable.row(
                version,
                what,
                millis(without.median()),
                empty,
                millis(with.median()),
                String.format(Locale.ROOT, "%.1f", added.median()),
                added.middleHalf(),
                millis(bound),
                held ? "held" : "BROKEN");
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
