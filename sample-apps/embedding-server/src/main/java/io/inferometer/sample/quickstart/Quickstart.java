package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The commands behind {@code quickstart.sh}; not meant to be typed.
 *
 * <pre>
 * watch   AGENT RECEIVER terminal|plain             shows both until it is ended
 * settle  AGENT BOOKS SNAPSHOT                      saves the agent's snapshot once it counts what the load made
 * verdict BOOKS SNAPSHOT RECEIVER EXPORTERS FILE    compares; exit 0 when all agree, else 1
 * </pre>
 *
 * AGENT and RECEIVER are addresses without a slash at the end, the others files, EXPORTERS names separated by commas.
 */
public final class Quickstart {

    private static final long SETTLE_MILLIS = 5_000;

    private Quickstart() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            run(args);
        } catch (IOException e) {
            System.err.println("quickstart: " + e);
            System.exit(1);
        }
    }

    private static void run(String... args) throws IOException, InterruptedException {
        String command = args.length == 0 ? "" : args[0];
        if (command.equals("watch") && args.length == 4) {
            new Watch(args[1], args[2], args[3].equals("terminal")).run();
        } else if (command.equals("settle") && args.length == 4) {
            settle(args[1], Path.of(args[2]), Path.of(args[3]));
        } else if (command.equals("verdict") && args.length == 6) {
            Verdict verdict = verdict(
                    Documents.file(Path.of(args[1])),
                    Documents.file(Path.of(args[2])),
                    Documents.get(args[3] + "/received?items=1"),
                    Documents.get(args[3] + "/statsd"),
                    List.of(args[4].split(",")),
                    FileBooks.of(Path.of(args[5])));
            System.out.print(verdict);
            System.exit(verdict.isGood() ? 0 : 1);
        } else {
            System.err.println("quickstart: run sample-apps/quickstart.sh");
            System.exit(2);
        }
    }

    /** The last call's end may still be on its way through the agent when its answer has arrived. */
    private static void settle(String agent, Path books, Path save) throws IOException, InterruptedException {
        long made = Documents.file(books).path("texts").asLong();
        long deadline = System.nanoTime() + SETTLE_MILLIS * 1_000_000;
        JsonNode snapshot;
        do {
            snapshot = Documents.get(agent + "/api/snapshot");
            if (AgentBooks.of(snapshot).invocations() >= made) {
                break;
            }
            Thread.sleep(50);
        } while (System.nanoTime() < deadline);
        Files.writeString(save, snapshot.toString());
    }

    static Verdict verdict(
            JsonNode load,
            JsonNode snapshot,
            JsonNode received,
            JsonNode statsd,
            List<String> exporters,
            FileBooks file) {
        Verdict verdict =
                new Verdict(load.path("texts").asLong(), load.path("failures").asLong(1));
        ReceiverBooks receiver = ReceiverBooks.of(received);
        for (String exporter : exporters) {
            switch (exporter) {
                case "http" ->
                    verdict.compare(exporter, 1, 0, AgentBooks.of(snapshot).invocations());
                case "sagemaker-metrics" -> compare(verdict, exporter, receiver.metrics());
                case "sagemaker-edge" -> compare(verdict, exporter, receiver.heartbeats());
                case "cloudwatch" -> {
                    compare(verdict, exporter, receiver.data());
                    compare(verdict, exporter + ", endpoint", receiver.endpointData());
                }
                case "cloudwatch-logs" -> {
                    compare(verdict, exporter, receiver.events());
                    compare(verdict, exporter + ", endpoint", receiver.endpointEvents());
                }
                case "sentinel" ->
                    verdict.compare(
                            exporter, RunBooks.of(received, load.path("seconds").asDouble()));
                case "statsd" -> compare(verdict, exporter, ReceiverBooks.statsd(statsd));
                case "file" -> verdict.compare(exporter, file.lines(), file.brokenLines(), file.invocations());
                default -> throw new IllegalArgumentException("exporter " + exporter + " has no receiver here");
            }
        }
        return verdict;
    }

    private static void compare(Verdict verdict, String exporter, ReceiverBooks.Account account) {
        verdict.compare(exporter, account.accepted(), account.refused(), account.invocations());
    }
}
