package io.inferometer.receiver.demo;

import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sentinel.ReceivedRun;
import io.inferometer.receiver.sentinel.ReceivedRuns;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills JVMs, one after the other, and shows what became of their runs. Run by {@code sentinel-demo.sh}. */
public final class SentinelDemo {
    private static final long LONGEST_WAIT_SECONDS = 120;
    private static final int LEAST_MILLIS = 4_000;
    private static final int MORE_MILLIS = 4_000;

    private final Path agent;
    private final Path directory;
    private final Receiver receiver;
    private final PrintStream out;
    private volatile Process running;

    private SentinelDemo(Path agent, Path directory, Receiver receiver, PrintStream out) {
        this.agent = agent;
        this.directory = directory;
        this.receiver = receiver;
        this.out = out;
    }

    /** @param args the agent's jar, a directory that may be filled, and how many JVMs to kill */
    public static void main(String[] args) throws IOException, InterruptedException {
        Fault away = Fault.error(503, "SlowDown").on(Operation.PUT_OBJECT).withFraction(0.2);
        boolean isWhole;
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withFaults(List.of(away)))) {
            SentinelDemo demo = new SentinelDemo(Path.of(args[0]), Path.of(args[1]), receiver, System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::end));
            isWhole = demo.run(Integer.parseInt(args[2]));
        }
        System.exit(isWhole ? 0 : 1);
    }

    private boolean run(int kills) throws IOException, InterruptedException {
        Random random = new Random();
        for (int kill = 1; kill <= kills; kill++) {
            start();
            int millis = LEAST_MILLIS + random.nextInt(MORE_MILLIS);
            boolean endedItself = running.waitFor(millis, TimeUnit.MILLISECONDS);
            end();
            out.printf(
                    "JVM %d of %d: %s after %d ms%n", kill, kills, endedItself ? "ended by itself" : "killed", millis);
            if (endedItself) {
                return false;
            }
        }
        long before = receiver.received().sentinel().registered();
        start();
        long deadline =
                System.nanoTime() + Duration.ofSeconds(LONGEST_WAIT_SECONDS).toNanos();
        while (!isAlone(before) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        running.destroy();
        boolean hasEnded = running.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        out.printf("the last JVM: %s%n%n", hasEnded ? "ended by SIGTERM" : "does not end");
        return hasEnded && isWhole();
    }

    /** Whether the last JVM's run is the one that is open. */
    private boolean isAlone(long registeredBefore) {
        ReceivedRuns runs = receiver.received().sentinel();
        return runs.registered() > registeredBefore
                && runs.latest().stream().filter(ReceivedRun::open).count() == 1;
    }

    private boolean isWhole() {
        List<String> objects = receiver.received().objects();
        List<RunLine> lines = receiver.received().sentinel().latest().stream()
                .map(run -> new RunLine(
                        run,
                        objects.stream()
                                .filter(uri -> uri.contains("/" + run.runId() + "/"))
                                .toList()))
                .toList();
        out.print(RunLine.HEADER);
        lines.forEach(out::println);
        boolean areFinishedOnce = receiver.received().sentinel().finished() == lines.size();
        boolean isWhole = !lines.isEmpty() && areFinishedOnce && lines.stream().allMatch(RunLine::isWhole);
        out.println(isWhole ? "Each run was finished once, with every row once." : "Runs or rows differ.");
        return isWhole;
    }

    private void start() throws IOException {
        String options = "exporters=sentinel,interval=1s,service-name=sentinel-demo,shutdown.timeout=20s"
                + ",sentinel.token=" + ReceiverOptions.defaults().sentinelToken()
                + ",sentinel.upload-interval=1s,sentinel.project-name=demo"
                + ",sentinel.url=" + receiver.address() + ",sentinel.s3-endpoint=" + receiver.address()
                + ",spool.directory=" + directory.resolve("spool").toString().replace(",", "\\,");
        Files.createDirectories(directory);
        running = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-javaagent:" + agent + "=" + options,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("jvms.log").toFile()))
                .start();
    }

    private void end() {
        Process process = running;
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
