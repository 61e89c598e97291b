package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What reaches AWS and the file is what the application did, to the last call, however the JVM ends. */
@Tag("safety")
class ExactExportIT {

    private static final int THREADS = 4;

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

    @EachJdk
    void afterANormalEnd(Jdk jdk) {
        try (RunningJvm jvm = run.start(jdk, THREADS, 20_000, "return")) {
            assertQuiet(jvm.awaitEnd());
        }
        assertThat(run.book().total()).isEqualTo(THREADS * 20_000);
        run.assertAllExportersSayWhatWasBooked();
        assertNothingRefused();
    }

    @EachJdk
    void afterSystemExit(Jdk jdk) {
        try (RunningJvm jvm = run.start(jdk, THREADS, 0, "exit")) {
            awaitCalls(100_000);
            assertQuiet(jvm.finish());
        }
        run.assertAllExportersSayWhatWasBooked();
        assertNothingRefused();
    }

    /** Calls that end while the JVM does belong to no window; those before are all there, and no exporter lacks one. */
    @EachJdk
    void afterATerminationSignalUnderFullLoad(Jdk jdk) {
        long before;
        try (RunningJvm jvm = run.start(jdk, THREADS, 0, "return")) {
            awaitCalls(100_000);
            before = run.book().total();
            assertThat(ProcessHandle.of(jvm.pid()).orElseThrow().destroy()).isTrue();
            Result result = jvm.awaitEnd();
            assertThat(result.exitCode()).isEqualTo(128 + 15);
            assertThat(result.agentLines()).hasSize(1);
        }
        assertThat(run.assertAllExportersSayTheSame())
                .isBetween(before, run.book().total() + THREADS);
        assertNothingRefused();
    }

    private void awaitCalls(long count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (run.book().total() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(run.book().total()).isGreaterThanOrEqualTo(count);
    }

    private static void assertQuiet(Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("calling\ndone\n");
        assertThat(result.errLines()).hasSize(1).allMatch(line -> line.contains(" INFO inferometer "));
    }

    private void assertNothingRefused() {
        for (Operation operation : Operation.values()) {
            assertThat(run.received().requests().get(operation).errors()).isEmpty();
        }
        for (ItemErrorCode code : ItemErrorCode.values()) {
            assertThat(run.received().itemErrors()).containsEntry(code, 0L);
        }
    }
}
