package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.spool.SpoolCopy;
import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.Window;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sentinel.ReceivedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs of forked JVMs at a strict stand-in for Sentinel and S3: each is finished once, with every row once. */
@Tag("safety")
class SentinelIT {

    private static final Fault[] STORM = {
        Fault.error(503, "SlowDown").on(Operation.PUT_OBJECT).withFraction(0.3),
        Fault.reset().on(Operation.PUT_OBJECT).withFraction(0.3),
        Fault.cut().on(Operation.PUT_OBJECT).withFraction(0.3),
        Fault.error(400, "ExpiredToken").on(Operation.PUT_OBJECT).withFraction(0.2),
        Fault.clock(Duration.ofMinutes(20)).on(Operation.PUT_OBJECT)
    };

    /** Of the published clients. */
    private static final int COLUMNS = 32;

    @TempDir
    private Path directory;

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

    private RunningJvm start(Jdk jdk, String... more) {
        return ForkedJvm.of(jdk)
                .environment("SENTINEL_API_TOKEN", "example-token")
                .environment("TRACKER_PROJECT_NAME", "shop")
                .agent(Stream.concat(
                                Stream.of(
                                        "exporters=http,sentinel",
                                        "interval=1s",
                                        "sentinel.upload-interval=1s",
                                        "service-name=shop",
                                        "shutdown.timeout=20s",
                                        "sentinel.url=" + backend.address(),
                                        "sentinel.s3-endpoint=" + backend.address(),
                                        "spool.directory=" + spool()),
                                Stream.of(more))
                        .toArray(String[]::new))
                .timeout(Duration.ofSeconds(120))
                .start(Commands.class, "--password", "hunter2");
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    private static List<ReceivedRun> runs(Receiver receiver) {
        return receiver.received().sentinel().latest();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** As the first column has it, in milliseconds. */
    private static Set<Long> times(ReceivedRun run) {
        return run.latestRows().stream()
                .map(row -> Math.round(Double.parseDouble(row.substring(0, row.indexOf(','))) * 1000))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void assertEachOnce(Receiver receiver, ReceivedRun run) {
        assertThat(run.repeatedRows()).as("rows that came twice").isZero();
        assertThat(run.dataUris())
                .containsExactlyInAnyOrderElementsOf(receiver.received().objects().stream()
                        .filter(uri -> uri.contains("/" + run.runId() + "/"))
                        .toList());
    }

    @OneJdk
    void aKilledRunIsFinishedByTheNextStartWithEachRowOnce(Jdk jdk) throws IOException {
        Receiver receiver = backend.restart(STORM);
        Map<String, List<Window>> left;
        try (RunningJvm jvm = start(jdk)) {
            await("some uploads arrive", () -> receiver.received().objects().size() >= 3);
            receiver.faults(Fault.error(503, "SlowDown").on(Operation.PUT_OBJECT));
            long refused = refusals(receiver);
            await("others do not", () -> refusals(receiver) > refused + 1);
        }
        left = SpoolCopy.windows(spool(), directory.resolve("copy"), warnings::add);
        receiver.faults(STORM);
        try (RunningJvm jvm = start(jdk)) {
            await("the run is finished", () -> runs(receiver).get(0).status().equals("failed"));
            await("another is under way", () -> objects(receiver, runs(receiver).get(1)) > 0);
            receiver.faults();
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.err()).doesNotContain("lost", "example-token");
        }
        assertThat(runs(receiver)).hasSize(2);
        ReceivedRun killed = runs(receiver).get(0);
        ReceivedRun next = runs(receiver).get(1);
        assertThat(killed.exitCode()).isNull();
        assertThat(killed.dataSource()).isEqualTo("s3");
        assertThat(next.status()).isEqualTo("finished");
        assertThat(next.exitCode()).isNull();
        runs(receiver).forEach(run -> assertEachOnce(receiver, run));
        Set<Long> onDisk = left.get("sentinel").stream()
                .flatMap(window -> window.hostRows().stream())
                .map(HostRow::atMillis)
                .collect(Collectors.toSet());
        assertThat(onDisk).isNotEmpty();
        assertThat(times(killed)).containsAll(onDisk);
        assertThat(files()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @OneJdk
    void aShortRunGoesInlineAndSaysHowItEnded(Jdk jdk) throws IOException {
        Receiver receiver = backend.restart();
        try (RunningJvm jvm = start(
                jdk,
                "sentinel.upload-interval=1h",
                "sentinel.inference-columns=true",
                "sentinel.compatible=true",
                "sentinel.tags=team=search",
                "tier=1")) {
            await("it is registered", () -> !runs(receiver).isEmpty());
            jvm.send("score 1000");
            jvm.awaitOut("scored 1000");
            await("a row was taken", () -> jvm.metrics().samples().containsKey("inferometer_host_cpu_usage_ratio"));
            jvm.send("boom");
            assertThat(jvm.awaitEnd().exitCode()).isEqualTo(1);
            assertThat(jvm.err()).contains("Exception in thread \"main\" java.lang.IllegalArgumentException: boom");
        }
        ReceivedRun run = runs(receiver).get(0);
        assertThat(run.status()).isEqualTo("failed");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.dataSource()).isEqualTo("inline");
        assertThat(run.rows()).isPositive();
        assertThat(run.repeatedRows()).isZero();
        assertThat(run.header())
                .endsWith(",process_gpu_utilized,inference_annotation_scorer_count,inference_annotation_scorer_errors,"
                        + "inference_annotation_scorer_p50,inference_annotation_scorer_p99");
        List<String[]> rows =
                run.latestRows().stream().map(row -> row.split(",", -1)).toList();
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(COLUMNS + 4));
        assertThat(rows.stream()
                        .map(row -> row[COLUMNS])
                        .filter(count -> !count.isEmpty())
                        .mapToLong(Long::parseLong)
                        .sum())
                .isEqualTo(1000);
        assertThat(run.registration().at("/project_name").asText()).isEqualTo("shop");
        assertThat(run.registration().at("/language").asText()).isEqualTo("java");
        assertThat(run.registration().at("/tags/team").asText()).isEqualTo("search");
        assertThat(run.registration().at("/tags/tier").asText()).isEqualTo("1");
        assertThat(run.registration().at("/host_vcpus").asInt()).isPositive();
        assertThat(run.registration().at("/command").asText())
                .startsWith("[\"")
                .contains("Commands", "\"--password\", \"***\"")
                .doesNotContain("hunter2");
        assertThat(files()).isEmpty();
    }

    @OneJdk
    void aRunThatTheServiceNeverHeardOfBecomesOneLater(Jdk jdk) throws IOException {
        Receiver receiver = backend.restart(Fault.error(503, "Away"));
        try (RunningJvm jvm = start(jdk, "shutdown.timeout=1s")) {
            await(
                    "it tries",
                    () -> receiver.received()
                                    .requests()
                                    .get(Operation.REGISTER_RUN)
                                    .rejected()
                            > 0);
            await("a row was taken", () -> jvm.metrics().samples().containsKey("inferometer_host_cpu_usage_ratio"));
            assertThat(jvm.finish().exitCode()).isZero();
        }
        int waiting = SpoolCopy.windows(spool(), directory.resolve("copy"), warnings::add).get("sentinel").stream()
                .mapToInt(window -> window.hostRows().size())
                .sum();
        assertThat(waiting).isPositive();
        receiver.faults();
        try (RunningJvm jvm = start(jdk)) {
            await("both are known", () -> runs(receiver).size() == 2);
            await(
                    "the first is finished",
                    () -> runs(receiver).stream().anyMatch(run -> run.status().equals("finished")));
            assertThat(jvm.finish().exitCode()).isZero();
        }
        assertThat(runs(receiver)).hasSize(2).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo("finished");
            assertEachOnce(receiver, run);
        });
        assertThat(runs(receiver)).anySatisfy(run -> assertThat(run.rows()).isEqualTo(waiting));
        assertThat(files()).isEmpty();
    }

    private static long refusals(Receiver receiver) {
        return receiver.received().requests().get(Operation.PUT_OBJECT).rejected();
    }

    private static long objects(Receiver receiver, ReceivedRun run) {
        return receiver.received().objects().stream()
                .filter(uri -> uri.contains("/" + run.runId() + "/"))
                .count();
    }

    /** What is left of the spool but the last step. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(spool())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("last-step"))
                    .toList();
        }
    }
}
