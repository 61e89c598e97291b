package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import io.inferometer.receiver.statsd.StatsdBooks;
import io.inferometer.receiver.statsd.StatsdListener;
import io.inferometer.receiver.statsd.StatsdSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a real UDP receiver adds up is what the application did, to the last call, also if it is away for a while. */
class StatsdIT {

    private static final String CALLS = "inferometer.inference_duration_seconds.exact_count";

    @TempDir
    Path directory;

    private final StatsdBooks books = new StatsdBooks();
    private StatsdListener listener;
    private int port;

    @BeforeEach
    void start() throws IOException {
        listener = StatsdListener.start(0, books);
        port = listener.port();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private RunningJvm jvm(Jdk jdk) {
        return ForkedJvm.of(jdk)
                .agentWithExactly("exporters=statsd,interval=1s,service-name=shop,statsd.address=localhost:" + port
                        + ",spool.directory=" + directory)
                .start(Commands.class);
    }

    private static long sum(ReceivedStatsd received, String outcome) {
        return received.sum(
                        CALLS,
                        one -> one.tags()
                                .equals(Map.of(
                                        "model",
                                        "scorer",
                                        "library",
                                        "annotation",
                                        "service",
                                        "shop",
                                        "outcome",
                                        outcome)))
                .longValueExact();
    }

    /** {@code Scorer}: a client's error every tenth time, the server's at 5 of 50. */
    private void assertReceived(long calls) {
        ReceivedStatsd received = books.snapshot();
        assertThat(received.brokenLines()).isZero();
        assertThat(received.longest()).isLessThanOrEqualTo(1432);
        assertThat(sum(received, "success")).isEqualTo(calls - calls / 10 - calls / 50);
        assertThat(sum(received, "client_error")).isEqualTo(calls / 10);
        assertThat(sum(received, "server_error")).isEqualTo(calls / 50);
        assertThat(received.series().stream()
                        .filter(one -> one.type().equals("d"))
                        .mapToLong(StatsdSeries::values)
                        .sum())
                .isEqualTo(calls);
    }

    @OneJdk
    void everyCallIsReceivedOnce(Jdk jdk) {
        try (RunningJvm jvm = jvm(jdk)) {
            for (int round = 0; round < 4; round++) {
                jvm.send("score 50000");
                jvm.awaitOut("scored 50000");
                pause(700);
            }
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).hasSize(1).allMatch(line -> line.contains(" INFO inferometer "));
        }
        assertReceived(200_000);
    }

    @OneJdk
    void whileTheReceiverIsAwayWindowsWaitInThisJvmAndForTheNext(Jdk jdk) throws IOException {
        listener.close();
        try (RunningJvm jvm = jvm(jdk)) {
            jvm.send("score 500");
            jvm.awaitErr("WARN exporter statsd: statsd.address=localhost:" + port + ": nothing listens there; start");
            listener = StatsdListener.start(port, books);
            jvm.awaitErr("INFO exporter statsd delivers again");
            listener.close();
            jvm.send("score 500");
            jvm.awaitOut("scored 500");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.err())
                    .contains("windows not delivered yet; they wait in ")
                    .doesNotContain("are lost");
        }
        listener = StatsdListener.start(port, books);
        try (RunningJvm jvm = jvm(jdk)) {
            jvm.send("score 1000");
            jvm.awaitOut("scored 1000");
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (sum(books.snapshot(), "client_error") < 200 && System.nanoTime() < deadline) {
                pause(50);
            }
            assertThat(jvm.finish().exitCode()).isZero();
        }
        assertReceived(2_000);
    }

    private static void pause(long millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
    }
}
