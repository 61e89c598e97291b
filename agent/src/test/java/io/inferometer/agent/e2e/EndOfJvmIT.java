package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.EndingSlowly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The last window is cut when the application's own shutdown hooks have ended, and the end waits no longer than it may. */
@Tag("safety")
class EndOfJvmIT {

    private static final String METHODS = "methods=" + EndingSlowly.class.getName() + "#score@score";

    /** 128 and SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir
    Path directory;

    @EachJdk
    void callsMadeInAShutdownHookAreDelivered(Jdk jdk) throws IOException {
        Path windows = directory.resolve(jdk.feature() + ".jsonl");
        Result result = end(jdk, 1_500, false, "exporters=http,file", "file.path=" + windows, "interval=1h");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(TERMINATED);
        assertThat(Exported.toFile(windows, "config", "score").calls()).isEqualTo(made(result));
    }

    /** Windows go on being cut while hooks run, so that one which halts the JVM costs a second's calls and not all of them. */
    @EachJdk
    void aHookThatHaltsTheJvmCostsTheLastSecond(Jdk jdk) throws IOException {
        Path windows = directory.resolve(jdk.feature() + "-halted.jsonl");
        Result result = end(jdk, 3_500, true, "exporters=http,file", "file.path=" + windows, "interval=1h");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(Exported.toFile(windows, "config", "score").calls()).isBetween(made(result) / 3, made(result));
    }

    /** A backend that takes connections and says nothing. */
    @EachJdk
    void theEndWaitsNoLongerThanItsTimeout(Jdk jdk) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String[] options = {
                "exporters=cloudwatch,sagemaker-edge",
                "sagemaker-edge.device-fleet-name=fleet",
                "aws.endpoint=http://127.0.0.1:" + silent.getLocalPort(),
                "aws.region=eu-west-1",
                "spool.directory=" + directory.resolve("spool" + jdk.feature()),
                "interval=1s"
            };
            Duration without = duration(jdk);
            assertThat(duration(jdk, with(options, "shutdown.timeout=2s")).minus(without))
                    .isLessThan(Duration.ofMillis(2_700));
            assertThat(duration(jdk, with(options, "shutdown.timeout=0s")).minus(without))
                    .isLessThan(Duration.ofMillis(1_700));
        }
    }

    private static String[] with(String[] options, String more) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = more;
        return all;
    }

    /** From the signal to the end of the process. */
    private Duration duration(Jdk jdk, String... options) {
        return Duration.ofNanos(ended(jdk, 0, false, options).nanos());
    }

    private Result end(Jdk jdk, int millis, boolean halts, String... options) {
        return ended(jdk, millis, halts, options).result();
    }

    private record Ended(Result result, long nanos) {}

    private Ended ended(Jdk jdk, int millis, boolean halts, String... options) {
        ForkedJvm program = AwsSettings.signed(ForkedJvm.of(jdk));
        if (options.length > 0) {
            program = program.agent(with(options, METHODS));
        }
        try (RunningJvm jvm = program.start(EndingSlowly.class, Integer.toString(millis), Boolean.toString(halts))) {
            jvm.awaitOut("^ready$");
            // Past the agent's start, which is not what is timed here.
            LockSupport.parkNanos(3_000_000_000L);
            long before = System.nanoTime();
            if (halts) {
                jvm.send("end");
            } else {
                ProcessHandle.of(jvm.pid()).orElseThrow().destroy();
            }
            Result result = jvm.awaitEnd();
            return new Ended(result, System.nanoTime() - before);
        }
    }

    private static long made(Result result) {
        return Long.parseLong(result.out().replaceAll("(?s).*made (\\d+).*", "$1"));
    }
}
