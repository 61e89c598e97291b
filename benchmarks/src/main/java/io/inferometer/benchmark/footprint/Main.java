package io.inferometer.benchmark.footprint;

import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.Results;
import io.inferometer.benchmark.forked.Subject;
import io.inferometer.benchmark.startup.EmptyAgent;
import io.inferometer.benchmark.startup.SmallJar;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures all features: {@code Main <repository> <rounds> <seconds of each> <page to write> <JDK home>...}. Needs what
 * {@code mvn package} builds, and writes to {@code benchmarks/target/footprint} and the page.
 */
public final class Main {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path root;
    private final int rounds;
    private final int millis;
    private final ExecutorService two = Executors.newFixedThreadPool(2);

    private Main(Path root, int rounds, int millis) {
        this.root = root;
        this.rounds = rounds;
        this.millis = millis;
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]), Integer.parseInt(args[2]) * 1_000);
        Page page = new Page(Machine.describe(), main.rounds, main.millis / 1_000);
        try (Backend backend = new Backend()) {
            for (String home : List.of(args).subList(4, args.length)) {
                for (Feature feature : Feature.all(backend, main.scratch("windows"))) {
                    page.add(Machine.version(Path.of(home)), feature.what(), main.added(Path.of(home), feature));
                }
            }
        } finally {
            main.two.shutdown();
        }
        Files.writeString(Path.of(args[3]), page.text());
    }

    private Path scratch(String name) throws IOException {
        return Files.createDirectories(root.resolve("benchmarks/target/footprint").resolve(name));
    }

    /** Medians of what a JVM with the agent takes more than the one beside it. */
    private Results added(Path home, Feature feature) throws Exception {
        boolean isEmpty = feature.what().equals(Feature.EMPTY);
        Path agent = isEmpty
                ? SmallJar.write(scratch("agents"), EmptyAgent.class, "Premain-Class")
                : root.resolve("agent/target/inferometer-agent.jar");
        Results added = new Results();
        for (int round = 0; round < rounds; round++) {
            int port = freePort();
            Future<Map<String, Double>> without = start(home, null, feature, port);
            Future<Map<String, Double>> with = start(home, agent, feature, port);
            if (feature.isRead()) {
                Thread.sleep(millis / 2);
                read("http://127.0.0.1:" + port + "/metrics");
                read("http://127.0.0.1:" + port + "/");
            }
            Map<String, Double> difference = new HashMap<>(with.get());
            without.get().forEach((name, value) -> difference.merge(name, -value, Double::sum));
            added.add(difference);
        }
        return added;
    }

    private Future<Map<String, Double>> start(Path home, Path agent, Feature feature, int port)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String option : feature.options()) {
            arguments.add("-Dinferometer." + option);
        }
        String path = root.resolve("benchmarks/target/benchmarks.jar").toString();
        Path folder = scratch(agent == null ? "without" : "with");
        arguments.addAll(List.of(
                "-Dinferometer.http.port=" + port,
                "-Dinferometer.spool.directory=" + folder.resolve("spool"),
                "-Daws.accessKeyId=none",
                "-Daws.secretAccessKey=none",
                "-cp",
                feature.program().equals("tensors")
                        ? path + ":" + root.resolve("sample-apps/embedding-server/target/lib") + "/*"
                        : path,
                Program.class.getName(),
                feature.program(),
                Integer.toString(millis)));
        Subject subject = new Subject(home, agent, folder, arguments.toArray(new String[0]));
        return two.submit(() -> subject.results(PATIENCE));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void read(String address) throws IOException {
        URLConnection connection = URI.create(address).toURL().openConnection();
        try (var in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }
}
