package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.util.Map;
import java.util.regex.Matcher;

/** One run of {@link ScoreCalls} under an agent with its HTTP server. */
final class ScoreRun {

    private static final String BOOKS = "success (\\d+) client (\\d+) server (\\d+)\n";

    private ScoreRun() {}

    /**
     * Asserts that {@code /metrics} says what the application booked, to the last call, and that it ends well.
     *
     * @param jvm with the agent, set up in any way
     */
    static Result assertExact(ForkedJvm jvm, int threads, int callsPerThread) {
        try (RunningJvm running =
                jvm.start(ScoreCalls.class, Integer.toString(threads), Integer.toString(callsPerThread))) {
            Metrics metrics = running.metrics();
            Matcher books = running.awaitOut(BOOKS);
            assertThat(Long.parseLong(books.group(1)) + Long.parseLong(books.group(2)) + Long.parseLong(books.group(3)))
                    .isEqualTo((long) threads * callsPerThread);
            assertCalls(metrics, "success", books.group(1));
            assertCalls(metrics, "client_error", books.group(2));
            assertCalls(metrics, "server_error", books.group(3));
            Result result = running.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).isEqualTo(books.group());
            return result;
        }
    }

    private static void assertCalls(Metrics metrics, String outcome, String booked) {
        assertThat(metrics.calls(outcome)).as(outcome).isEqualTo(Map.of("scorer", Long.valueOf(booked)));
    }
}
