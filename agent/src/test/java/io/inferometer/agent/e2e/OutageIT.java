package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is away while the application goes on, ends or is killed costs no call. */
@Tag("safety")
class OutageIT {

    private static final String MODEL = "annotation/scorer";
    private static final Fault AWAY = Fault.error(503, "ServiceUnavailable");

    /** Windows of one second without a backend. */
    private static final int OUTAGE = Proofs.size(12, 360);

    private static final int CALLS = 10;

    @TempDir
    Path directory;

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private RunningJvm start(Jdk jdk, String... options) {
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .agent(AwsSettings.options(
                        receiver.address(),
                        "exporters=http,sagemaker-metrics",
                        "spool.directory=" + spool(),
                        String.join(",", options)))
                .timeout(Duration.ofSeconds(180 + 2L * OUTAGE))
                .start(Commands.class);
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    /** The same address again. */
    private void restart() throws IOException {
        receiver.close();
        receiver = Receiver.start(
                ReceiverOptions.defaults().withPort(receiver.address().getPort()));
    }

    private long arrived() {
        return Exported.toMetrics(receiver.received(), MODEL).calls();
    }

    @OneJdk
    void whatWasMeasuredDuringAnOutageArrivesOldestFirst(Jdk jdk) {
        receiver.faults(AWAY);
        try (RunningJvm jvm = start(jdk)) {
            Metrics metrics = jvm.metrics();
            for (int second = 1; second <= OUTAGE; second++) {
                score(jvm, CALLS, second);
                long windows = second;
                await("spooled", () -> spooledWindows(metrics) >= windows);
            }
            long spooled = spooledWindows(metrics);
            assertThat(sum(metrics, "inferometer_exporter_spooled_bytes")).isPositive();
            assertThat(sum(metrics, "inferometer_exporter_retries_total")).isPositive();

            receiver.faults();
            await("all arrived", () -> arrived() == (long) OUTAGE * CALLS);
            await("all settled", () -> spooledWindows(metrics) <= 1);
            await(
                    "all delivered",
                    () -> sum(metrics, "inferometer_exporter_windows_total", "result=\"delivered\"") >= spooled);
            assertThat(sum(metrics, "inferometer_exporter_windows_total", "result=\"expired\""))
                    .isZero();
            List<Double> stamps = receiver.received().latestItems().stream()
                    .filter(item -> item.metricName().equals(MODEL + "/Invocations"))
                    .map(MetricItem::timestamp)
                    .toList();
            assertThat(stamps).as("once").doesNotHaveDuplicates();
            assertThat(descents(stamps))
                    .as("from a live window back to the backlog")
                    .isLessThan(stamps.size() / 2);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines())
                    .anyMatch(line -> line.endsWith("exporter sagemaker-metrics delivers again"));
        }
        assertThat(arrived()).isEqualTo((long) OUTAGE * CALLS);
    }

    private static int descents(List<Double> stamps) {
        int descents = 0;
        for (int i = 1; i < stamps.size(); i++) {
            descents += stamps.get(i) < stamps.get(i - 1) ? 1 : 0;
        }
        return descents;
    }

    @OneJdk
    void whatAKilledJvmCouldNotDeliverTheNextOneDelivers(Jdk jdk) {
        receiver.faults(AWAY);
        try (RunningJvm jvm = start(jdk)) {
            Metrics metrics = jvm.metrics();
            score(jvm, 500, 1);
            long before = spooledWindows(metrics);
            await("two windows were cut since", () -> spooledWindows(metrics) >= before + 2);
            assertThat(arrived()).isZero();
            // A forcible end: no hook runs.
            jvm.close();
        }
        receiver.faults();
        try (RunningJvm jvm = start(jdk)) {
            score(jvm, 70, 1);
            await("both runs arrived", () -> arrived() == 570);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).noneMatch(line -> line.contains("lost"));
        }
        assertThat(arrived()).isEqualTo(570);
        assertThat(filesIn(spool())).as("all settled").containsExactly("last-step");
    }

    @OneJdk
    void aJvmThatEndsWithoutABackendLeavesAtOnce(Jdk jdk) throws IOException {
        receiver.close();
        try (RunningJvm jvm = start(jdk, "shutdown.timeout=60s")) {
            score(jvm, 300, 1);
            jvm.awaitErr("exporter sagemaker-metrics: no answer: ConnectException");
            score(jvm, 40, 2);
            long end = System.nanoTime();
            Result result = jvm.finish();
            assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(Duration.ofSeconds(20));
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines())
                    .anyMatch(line -> line.matches(".* INFO exporter sagemaker-metrics: \\d+ windows not delivered yet;"
                            + " they wait in .*spool for the next start"))
                    .noneMatch(line -> line.contains("lost"));
        }
        restart();
        try (RunningJvm jvm = start(jdk)) {
            score(jvm, 2, 1);
            await("both runs arrived", () -> arrived() == 342);
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    @EachJdk
    void withoutTimeTheLastWindowIsSpooled(Jdk jdk) {
        try (RunningJvm jvm = start(jdk, "shutdown.timeout=0s")) {
            score(jvm, 30, 1);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).noneMatch(line -> line.contains("lost"));
        }
        try (RunningJvm jvm = start(jdk)) {
            score(jvm, 4, 1);
            await("both runs arrived", () -> arrived() == 34);
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    private static void score(RunningJvm jvm, int calls, int time) {
        jvm.send("score " + calls);
        // Atomic, or each look at what is not there yet would take longer than the one before.
        jvm.awaitOut("\\A(?>[\\s\\S]*?scored ){" + time + "}");
    }

    private static long spooledWindows(Metrics metrics) {
        return sum(metrics, "inferometer_exporter_spooled_windows");
    }

    private static long sum(Metrics metrics, String name, String... labels) {
        return Metrics.sum(metrics.samples(), name, labels);
    }

    /** But for locks, which say that a directory is in use. */
    private static TreeSet<String> filesIn(Path directory) {
        try (var files = Files.walk(directory)) {
            TreeSet<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains("lock"))
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(150).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
