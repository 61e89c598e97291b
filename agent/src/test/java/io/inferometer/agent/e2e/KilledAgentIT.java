package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.e2e.Arrival.Place;
import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Jdks;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.spool.SpoolCopy;
import io.inferometer.exporter.api.Window;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs that are killed one after the other, at any moment from their start to the delivery of what others left: every window that
 * was on disk arrives, and again only what was being delivered.
 */
class KilledAgentIT {

    private static final int KILLS = Proofs.size(8, 200);
    private static final String MODEL = "annotation/scorer";
    private static final Fault AWAY = Fault.error(503, "ServiceUnavailable");

    /** The request is stored, and its answer takes time: often enough the JVM is killed in between. */
    private static final Fault SLOW = Fault.dribble(Duration.ofMillis(300)).withFraction(0.5);

    @TempDir
    private Path directory;

    private final List<Jdk> jdks = Jdks.all().filter(jdk -> jdk.home() != null).toList();
    private final Random random = new Random();
    private final KillBook book = new KillBook(MODEL);
    private final List<String> warnings = new ArrayList<>();
    private FlakyReceiver backend;

    @BeforeEach
    void open() throws IOException {
        backend = new FlakyReceiver();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void noWindowOnDiskIsLostAndOnlyOneInDeliveryIsRepeated() throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            Receiver receiver = backend.restart(AWAY);
            Set<File> before = files();
            // Each JDK comes to each of the four kinds of moments.
            try (RunningJvm jvm = start(jdks.get((kill + kill / 4) % jdks.size()))) {
                switch (kill % 4) {
                    case 0 -> score(jvm, random.nextInt(1_200));
                    case 1 -> killWhileWriting(jvm, before);
                    case 2 -> {
                        backend.close();
                        killWhileWriting(jvm, before);
                    }
                    default -> killWhileDelivering(jvm, receiver, kill % 8 == 3);
                }
                jvm.close();
                assertSound(jvm.err());
            }
            backend.close();
            book.ended(left("kill-" + kill), receiver);
        }
        assertSound(drain());
        int repeats = book.assertDelivered();
        assertThat(book.kept()).isGreaterThan(KILLS / 2);
        assertThat(warnings).isEmpty();
        assertThat(files()).isEmpty();
        System.err.printf(
                "%d JVMs killed: %d windows were on disk, counted for each exporter; %d arrived again%n",
                KILLS, book.kept(), repeats);
    }

    @Test
    void aDamagedWindowCostsItselfAndOneLine() throws IOException {
        Receiver receiver = backend.restart(AWAY);
        try (RunningJvm jvm = start(jdks.get(0))) {
            await(
                    jvm,
                    "windows are written",
                    () -> files().stream().anyMatch(file -> records(file).size() > 3));
        }
        Map<String, List<Window>> whole = left("whole");
        File segment = files().iterator().next();
        try (RandomAccessFile file = new RandomAccessFile(segment, "rw")) {
            file.seek(records(segment).get(1) + 60);
            file.write("damage".getBytes(StandardCharsets.US_ASCII));
        }
        Map<String, List<Window>> damaged = left("damaged");
        assertThat(damaged).hasSize(2).allSatisfy((exporter, windows) -> {
            List<Window> others = new ArrayList<>(whole.get(exporter));
            others.remove(1);
            assertThat(windows).isEqualTo(others);
        });
        book.ended(damaged, receiver);
        assertThat(drain().lines().filter(line -> line.contains("damaged")))
                .singleElement()
                .asString()
                .contains(" WARN ", segment.toString());
        book.assertDelivered();
    }

    /** Where the windows of a segment begin. */
    private static List<Integer> records(File segment) {
        List<Integer> places = new ArrayList<>();
        try {
            String bytes = Files.readString(segment.toPath(), StandardCharsets.ISO_8859_1);
            for (int at = bytes.indexOf("IWIN"); at >= 0; at = bytes.indexOf("IWIN", at + 1)) {
                places.add(at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places;
    }

    private RunningJvm start(Jdk jdk) {
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .agent(AwsSettings.options(
                        backend.address(),
                        "exporters=http,sagemaker-metrics,cloudwatch",
                        "shutdown.timeout=30s",
                        "spool.directory=" + spool()))
                .timeout(Duration.ofSeconds(180))
                .start(Commands.class);
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    /** @param before files that are there already */
    private void killWhileWriting(RunningJvm jvm, Set<File> before) {
        await(
                jvm,
                "a window is written",
                () -> files().stream().anyMatch(file -> file.getName().endsWith(".open") && !before.contains(file)));
        score(jvm, random.nextInt(2_000));
    }

    /** @param fromStart whether the backend is there before the first window is, which then goes first */
    private void killWhileDelivering(RunningJvm jvm, Receiver receiver, boolean fromStart) {
        if (!fromStart) {
            await(
                    jvm,
                    "it fails",
                    () -> receiver.received().requests().values().stream()
                            .anyMatch(counts -> !counts.errors().isEmpty()));
        }
        receiver.faults(SLOW);
        await(
                jvm,
                "it delivers",
                () -> Stream.of(Operation.BATCH_PUT_METRICS, Operation.PUT_METRIC_DATA)
                        .anyMatch(operation ->
                                receiver.received().requests().get(operation).accepted() > 0));
        score(jvm, random.nextInt(1_500));
    }

    /** Runs a JVM until all that is on disk has arrived, and tells what it wrote to standard error. */
    private String drain() throws IOException {
        Receiver receiver = backend.restart();
        try (RunningJvm jvm = start(jdks.get(0))) {
            Metrics metrics = jvm.metrics();
            Set<Place> outstanding = book.outstanding();
            await(jvm, "all arrived", () -> places(receiver).containsAll(outstanding));
            assertThat(Metrics.sum(metrics.samples(), "inferometer_exporter_windows_total", "result=\"expired\""))
                    .isZero();
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            book.ended(left("end"), receiver);
            return result.err();
        }
    }

    /** What is on disk, by exporter. */
    private Map<String, List<Window>> left(String copy) throws IOException {
        return SpoolCopy.windows(spool(), directory.resolve("copy-" + copy), warnings::add);
    }

    private static Set<Place> places(Receiver receiver) {
        return Arrival.of(receiver.received(), MODEL).stream()
                .map(Arrival::place)
                .collect(Collectors.toSet());
    }

    /** It may complain of its backend, and of nothing else. */
    private static void assertSound(String err) {
        assertThat(err).doesNotContain("lost", "dropped", "damaged", "spool.directory ", "Exception in thread");
    }

    /** Calls of the model until the time is over. */
    private static void score(RunningJvm jvm, int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        await(jvm, "the time is over", () -> System.nanoTime() > end);
    }

    /** Calls of the model until the condition holds. */
    private static void await(RunningJvm jvm, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            jvm.send("score 3");
            LockSupport.parkNanos(7_000_000);
        }
    }

    /** All files of the spool but locks; those of a living JVM come and go meanwhile. */
    private Set<File> files() {
        Set<File> files = new TreeSet<>();
        for (File run : listed(spool().toFile())) {
            files.addAll(listed(run));
        }
        files.removeIf(file -> file.getName().equals("lock"));
        return files;
    }

    private static List<File> listed(File directory) {
        File[] files = directory.listFiles();
        return files == null ? List.of() : List.of(files);
    }
}
