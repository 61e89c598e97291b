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
    private final List<Path> homes = new ArrayList<>();
    private final ExecutorService children = Executors.newCachedThreadPool();

    /** A JVM without the agent and one with it, at the same time. */
    private record Pair(Future<Map<String, Double>> without, Future<Map<String, Double>> with, int port) {

        /** What the one with the agent takes more. */
        Map<String, Double> added() throws Exception {
            Map<String, Double> difference = new HashMap<>(with.get());
            without.get().forEach((name, value) -> difference.merge(name, -value, Double::sum));
            return difference;
        }
    }

    private Main(Path root, int rounds, int millis) {
        this.root = root;
        this.rounds = rounds;
        this.millis = millis;
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main(
                Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]), Integer.parseInt(args[2]) * 1_000);
        for (String home : List.of(args).subList(4, args.length)) {
            main.homes.add(Path.of(home));
        }
        Page page = new Page(Machine.describe(), main.rounds, main.millis / 1_000);
        try (Backend backend = new Backend()) {
            for (Feature feature : Feature.all(backend, main.scratch("windows"))) {
                main.measure(feature, page);
            }
        } finally {
            main.children.shutdown();
        }
        Files.writeString(Path.of(args[3]), page.text());
    }

    private Path scratch(String name) throws IOException {
        return Files.createDirectories(
                root.resolve("benchmarks/target/footprint").resolve(name));
    }

    /** On all JDKs at once. */
    private void measure(Feature feature, Page page) throws Exception {
        Path agent = feature.what().equals(Feature.EMPTY)
                ? SmallJar.write(scratch("agents"), EmptyAgent.class, "Premain-Class")
                : root.resolve("agent/target/inferometer-agent.jar");
        Map<Path, Results> added = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            Map<Path, Pair> pairs = new HashMap<>();
            for (Path home : homes) {
                int port = freePort();
                pairs.put(home, new Pair(start(home, null, feature, port), start(home, agent, feature, port), port));
            }
            if (feature.isRead()) {
                Thread.sleep(millis / 2);
                for (Pair pair : pairs.values()) {
                    read("http://127.0.0.1:" + pair.port() + "/metrics");
                    read("http://127.0.0.1:" + pair.port() + "/");
                }
            }
            for (Path home : homes) {
                added.computeIfAbsent(home, none -> new Results())
                        .add(pairs.get(home).added());
            }
        }
        for (Path home : homes) {
            page.add(Machine.version(home), feature.what(), added.get(home));
        }
    }

    private Future<Map<String, Double>> start(Path home, Path agent, Feature feature, int port) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String option : feature.options()) {
            arguments.add("-Dinferometer." + option);
        }
        String path = root.resolve("benchmarks/target/benchmarks.jar").toString();
        Path folder = scratch(Machine.version(home) + (agent == null ? "-without" : "-with"));
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
        return children.submit(() -> subject.results(PATIENCE));
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
