package io.inferometer.benchmark.startup;

import io.inferometer.benchmark.forked.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a killed JVM could not deliver, as much as the spool's default size holds, and JVMs that find it. Not thread-safe. */
final class Leftovers {

    private static final String EXPORTER = "sagemaker-metrics";
    private static final long BYTES = 250L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Path agent;
    private final Path scratch;
    private final Path spool;
    private final Path left;

    Leftovers(Path home, Path agent, Path scratch, String benchmarks) throws IOException, InterruptedException {
        this.home = home;
        this.agent = agent;
        this.scratch = scratch;
        this.spool = scratch.resolve("spool");
        this.left = scratch.resolve("left");
        remove();
        new Subject(
                        home,
                        null,
                        scratch,
                        "-cp",
                        benchmarks,
                        Outage.class.getName(),
                        EXPORTER,
                        options(),
                        Long.toString(BYTES))
                .results(PATIENCE);
        delete(left);
        copy(spool, left);
    }

    /** Windows are short, so that the first is cut, and the spool opened, while the application still starts. */
    private String options() {
        return String.join(
                ",",
                "http.port=0",
                "interval=1s",
                "service-name=startup",
                "exporters=http," + EXPORTER,
                EXPORTER + ".trial-component=trial",
                "aws.region=us-east-1",
                "aws.endpoint=http://127.0.0.1:1",
                "spool.directory=" + spool);
    }

    /** A JVM of the same service. */
    Subject start(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "-javaagent:" + agent + "=" + options(), "-Daws.accessKeyId=example", "-Daws.secretAccessKey=example"));
        words.addAll(List.of(arguments));
        return new Subject(home, null, scratch, words.toArray(String[]::new));
    }

    void restore() throws IOException {
        remove();
        copy(left, spool);
    }

    void remove() throws IOException {
        delete(spool);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
