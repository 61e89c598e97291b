package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A backend that fails in part or for a while costs no call, and no other exporter notices. */
class ReceiverFaultsIT {

    private static final Fault SOME_ITEMS =
            Fault.itemError(ItemErrorCode.INTERNAL_ERROR).withFraction(0.2);

    @TempDir
    Path directory;

    private Receiver receiver;
    private OnnxRun run;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        run = new OnnxRun(receiver, directory);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** The items go on failing until after the end of the JVM; what it could not deliver, the next one does. */
    @OneJdk
    void everyCallArrivesInTheEnd(Jdk jdk) {
        receiver.faults(SOME_ITEMS);
        try (RunningJvm jvm = run.start(jdk, 1, 0, "return")) {
            await("items refused", () -> run.received().itemErrors().get(ItemErrorCode.INTERNAL_ERROR) > 0);

            receiver.faults(SOME_ITEMS, Fault.error(503, "ServiceUnavailable"));
            await(
                    "both unavailable",
                    () -> errors(Operation.BATCH_PUT_METRICS, "ServiceUnavailable")
                            && errors(Operation.SEND_HEARTBEAT, "ServiceUnavailable"));

            long throttled = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            long lines = windowsInFile();
            receiver.faults(SOME_ITEMS, Fault.throttle());
            await("throttled for 3 s", () -> System.nanoTime() > throttled);
            await(
                    "both throttled",
                    () -> errors(Operation.BATCH_PUT_METRICS, "ThrottlingException")
                            && errors(Operation.SEND_HEARTBEAT, "ThrottlingException"));
            assertThat(windowsInFile()).as("the file, meanwhile").isGreaterThanOrEqualTo(lines + 2);

            receiver.faults(
                    SOME_ITEMS,
                    Fault.disconnect().on(Operation.BATCH_PUT_METRICS).withTimes(1));
            await("one disconnected", () -> errors(Operation.BATCH_PUT_METRICS, "Disconnected"));

            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines())
                    .noneMatch(line -> line.contains("lost") || line.contains("inferometer ERROR"));
            assertThat(result.err()).doesNotContain("\tat ");
        }
        receiver.faults();
        try (RunningJvm next = run.start(jdk, 1, 0, "return")) {
            await("what was left is delivered", run::metricsSayWhatTheFileSays);
            assertThat(next.finish().exitCode()).isZero();
        }
        run.assertAllExportersSayWhatWasBooked();
        assertThat(run.received().requests().get(Operation.BATCH_PUT_METRICS).errors())
                .containsOnlyKeys("ThrottlingException", "ServiceUnavailable", "Disconnected");
    }

    /** Only heartbeats fail: metrics and file have no gap and nothing to repeat. */
    @OneJdk
    void aFailingExporterDisturbsNoOther(Jdk jdk) {
        receiver.faults(Fault.error(500, "InternalFailure").on(Operation.SEND_HEARTBEAT));
        try (RunningJvm jvm = run.start(jdk, 1, 0, "return")) {
            await("three windows in the file", () -> windowsInFile() >= 3);
            receiver.faults();
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).noneMatch(line -> line.contains("sagemaker-metrics"));
        }
        run.assertAllExportersSayWhatWasBooked();
        Map<String, Long> errors =
                run.received().requests().get(Operation.BATCH_PUT_METRICS).errors();
        assertThat(errors).isEmpty();
    }

    private boolean errors(Operation operation, String code) {
        return run.received().requests().get(operation).errors().containsKey(code);
    }

    private long windowsInFile() {
        Path file = directory.resolve("windows.jsonl");
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(what, e);
            }
        }
    }
}
